// Tables: those that only arrange a page are seen through, those of the text keep their cells apart.
import { rename, unwrap } from "newsroom/editor/paste/page";

const blocks = "p, div, h1, h2, h3, h4, h5, h6, li";

const cellsOf = (row) => [...row.children].filter((each) => /^t[hd]$/.test(each.localName));
const isEmpty = (element) => !element.textContent.trim();

function isLayout(table) {
  const says = /^(?:presentation|none)$/.test(table.getAttribute("role") ?? "");
  const rows = [...table.rows];
  return says || table.querySelector("table") !== null || rows.every((row) => cellsOf(row).length < 2);
}

function seeThrough(table) {
  const parts = [...table.querySelectorAll("caption, td, th, tr, thead, tbody, tfoot, colgroup, col")];
  for (const part of parts.filter((each) => each.closest("table") === table)) {
    if (part.matches("caption, td, th")) rename(part, "div");
    else unwrap(part);
  }
  unwrap(table);
}

// The blocks in a cell, one line each.
function flatten(page, cell) {
  for (const each of cell.querySelectorAll(blocks)) {
    if (each.nextSibling && !isEmpty(each)) each.after(page.createElement("br"));
    each.replaceWith(...each.childNodes);
  }
  for (const list of cell.querySelectorAll("ul, ol")) list.replaceWith(...list.childNodes);
}

// A column that Excel hides stays hidden.
function takeHiddenColumns(table, style) {
  let hidden = 0;
  let at = 0;
  for (const column of table.querySelectorAll("col")) {
    const span = column.span || 1;
    for (let each = 0; each < span; each += 1, at += 1) {
      if (style(column).display !== "none") continue;
      for (const row of table.rows) cellsOf(row)[at - hidden]?.remove();
      hidden += 1;
    }
  }
  return hidden;
}

export function settleTables(page, style, tally) {
  for (const table of page.querySelectorAll("table")) tally.leave("hidden", takeHiddenColumns(table, style));
  for (const table of page.querySelectorAll("table")) if (isLayout(table)) seeThrough(table);
  for (const table of page.querySelectorAll("table")) {
    const isSpanned = table.querySelector("[rowspan]") !== null;
    for (const row of [...table.rows].filter(isEmpty)) if (!isSpanned) row.remove();
    for (const row of table.rows) for (const cell of cellsOf(row)) flatten(page, cell);
  }
}
