// What is no text: pictures, players, formulas, boxes that float, fields of forms. Emoji drawn as pictures are text.
import { embedAddress } from "newsroom/editor/nodes";

const emoji = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d\ufe0f\u20e3#*0-9\u{e0020}-\u{e007f}\s]+$/u;
const drawn = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]/u;
const players = "iframe, video, audio, object, embed, applet";
const fields = "input, select, textarea, button, progress, meter, output";

function emojiOf(picture) {
  const said = [picture.dataset.emoji, picture.dataset.plainText, picture.alt].map((each) => each?.trim() ?? "");
  return said.find((each) => emoji.test(each) && drawn.test(each));
}

const measure = (element, name, style) => parseFloat(style(element)[name] ?? element.getAttribute(name) ?? "NaN");

// Dots that count visits, the icons of buttons, the boxes of a list to be ticked.
function isNoPicture(element, style) {
  const sides = [measure(element, "width", style), measure(element, "height", style)];
  if (sides.some((side) => side <= 2) || element.closest("li[role=checkbox], button")) return true;
  return element.localName === "svg" && (element.matches("[aria-hidden=true]") || sides.some((side) => side <= 48));
}

function takePictures(root, style, tally) {
  for (const each of root.querySelectorAll("img")) {
    const sign = emojiOf(each);
    if (sign) each.replaceWith(sign);
  }
  for (const each of root.querySelectorAll("img, svg, canvas, input[type=image]")) {
    if (!each.parentElement?.closest("svg") && !isNoPicture(each, style)) tally.leave("picture");
    each.remove();
  }
}

// Word's and LibreOffice's text boxes stand beside the text, not in it.
function takeBoxes(page, style, tally) {
  for (const each of page.body.querySelectorAll("*")) {
    const said = style(each);
    const floats = said["mso-ignore"] === "vglayout" || said["mso-element"] === "textbox" || each.matches(".sd-abs-pos");
    if (!floats || !page.contains(each)) continue;
    takePictures(each, style, tally);
    if (each.textContent.trim()) tally.leave("box");
    each.remove();
  }
}

function takePlayers(page, hosts, tally) {
  for (const each of page.querySelectorAll(players)) {
    if (!page.contains(each)) continue;
    const source = (each.getAttribute("src") ?? "").replace(/^\/\//, "https://");
    const url = each.localName === "iframe" && source ? embedAddress(source, hosts) : null;
    const card = page.createElement("div");
    card.dataset.embed = url;
    if (url) each.replaceWith(card);
    else {
      tally.leave("media");
      each.remove();
    }
  }
}

export function takeObjects(page, style, hosts, tally) {
  for (const each of page.querySelectorAll("math")) {
    tally.leave("formula");
    each.remove();
  }
  takeBoxes(page, style, tally);
  takePictures(page, style, tally);
  takePlayers(page, hosts, tally);
  const found = [...page.querySelectorAll(fields)];
  const shown = found.filter((each) => each.closest("li[role=checkbox]") === null && !each.parentElement.closest(fields));
  tally.leave("field", shown.length);
  for (const each of found) each.remove();
}
