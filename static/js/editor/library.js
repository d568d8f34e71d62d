// The picture library: the newest pictures at once, a search, and a file of one's own.
import { element, mark, move, named, open } from "newsroom/editor/dialogs";
import { lacking } from "newsroom/editor/picture_panel";
import { fileButton, mayUpload, pictureFiles } from "newsroom/editor/upload";

let serial = 0;

async function ask(url, typed, page) {
  const answer = await fetch(`${url}?q=${encodeURIComponent(typed)}&page=${page}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function option(picture, id, labels) {
  const { title, alt, thumbnail, missing } = picture;
  const shown = Object.values(alt).find(Boolean) ?? "";
  const words = element("span", { class: "library-words" }, element("bdi", {}, title));
  if (shown && shown !== title) words.append(element("bdi", { class: "library-alt" }, shown));
  if (missing.length) words.append(element("span", { class: "library-lacks" }, lacking(labels, picture)));
  const number = element("span", { class: "editor-number", dir: "ltr" }, `#${picture.id}`);
  const image = element("img", { src: thumbnail, alt: "", width: "160", height: "107", loading: "lazy" });
  return element("li", { id, role: "option", "aria-selected": "false" }, image, words, number);
}

async function show(chooser, page = 1) {
  const { input, list, said, labels, more } = chooser;
  const typed = input.value.trim();
  const asked = (chooser.asked = `${typed} ${page}`);
  try {
    const { pictures, next } = await ask(chooser.url, typed, page);
    if (chooser.asked !== asked) return;
    chooser.next = next;
    more.hidden = !next;
    const before = page > 1 ? chooser.rows : [];
    chooser.rows = [...before, ...pictures];
    const options = pictures.map((each, index) => option(each, `${list.id}-${before.length + index}`, labels));
    if (page > 1) list.append(...options);
    else list.replaceChildren(...options);
    said.textContent = chooser.rows.length ? "" : labels.nothing;
    mark(chooser, pictures.length ? before.length : -1);
    if (chooser.isGallery) showChosen(chooser);
  } catch {
    said.textContent = labels.failed;
  }
}

// «اسحب الصورة إلى هنا»: files dropped or pasted on the dialog are uploads too.
function takeFiles(dialog, take) {
  dialog.addEventListener("dragover", (event) => event.preventDefault());
  dialog.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = pictureFiles(event.dataTransfer);
    if (files.length) take(files);
  });
  dialog.addEventListener("paste", (event) => {
    const files = pictureFiles(event.clipboardData);
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
}

function parts(labels) {
  const id = `picture-choice-${(serial += 1)}`;
  const list = element("ul", { id: `${id}-list`, class: "library-list", role: "listbox" });
  const input = element("input", {
    id, type: "search", dir: "auto", role: "combobox", autocomplete: "off",
    "aria-expanded": "true", "aria-autocomplete": "list", "aria-controls": list.id,
  });
  const said = element("p", { class: "editor-dialog-said", role: "status" });
  const more = element("button", { type: "button", class: "library-more", hidden: true }, labels.more);
  return { list, input, said, more };
}

// Several pictures in the order in which they are marked; at most as many as a gallery holds.
const most = 20;

function toggle(chooser, picture) {
  const { chosen } = chooser;
  const at = chosen.findIndex(({ id }) => id === picture.id);
  if (at >= 0) chosen.splice(at, 1);
  else if (chosen.length < most) chosen.push(picture);
  showChosen(chooser);
}

function showChosen({ list, rows, chosen, insert, labels }) {
  [...list.children].forEach((each, index) => {
    const place = chosen.findIndex(({ id }) => id === rows[index].id) + 1;
    each.setAttribute("aria-checked", String(place > 0));
    each.toggleAttribute("data-place", place > 0);
    if (place) each.dataset.place = String(place);
  });
  insert.textContent = named(labels.insertPictures, { count: String(chosen.length) });
  insert.disabled = !chosen.length;
}

// Resolves to {picture}, with `isGallery` to {pictures}, to {files} of the writer's own, or to null
// when cancelled.
export function chooseFromLibrary(labels, { library }, { isGallery = false } = {}) {
  const chooser = { ...parts(labels), labels, url: library, rows: [], at: -1, asked: "", next: null, isGallery, chosen: [] };
  const { input, list, said, more } = chooser;
  const finish = (result) => list.closest("dialog").finish(result);
  const take = (picture) => (isGallery ? toggle(chooser, picture) : finish({ picture }));
  const title = isGallery ? labels.choosePictures : labels.choosePicture;
  const label = isGallery ? labels.uploadSeveral : labels.upload;
  const own = mayUpload() ? fileButton(label, (files) => finish({ files }), { multiple: isGallery }) : [];
  chooser.insert = element("button", { type: "button", class: "default" });
  chooser.insert.addEventListener("click", () => finish({ pictures: chooser.chosen }));
  list.setAttribute("aria-label", title);
  if (isGallery) {
    list.setAttribute("aria-multiselectable", "true");
    showChosen(chooser);
  }
  own[0]?.classList.add("default");
  const head = element("div", { class: "library-head" }, ...own);
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => show(chooser), 200);
  });
  input.addEventListener("keydown", (event) => {
    const isLast = chooser.at === chooser.rows.length - 1;
    if (event.key === "ArrowDown" && isLast && chooser.next) {
      event.preventDefault();
      show(chooser, chooser.next);
    } else move(chooser, event, take);
  });
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) take(chooser.rows[[...list.children].indexOf(chosen)]);
  });
  more.addEventListener("click", () => {
    show(chooser, chooser.next);
    input.focus();
  });
  const search = element("label", { for: input.id }, labels.findPicture);
  const buttons = isGallery ? [chooser.insert] : [];
  const opened = open(title, labels, [head, search, input, said, list, more], buttons);
  const dialog = list.closest("dialog");
  dialog.classList.add("library-dialog");
  if (mayUpload()) takeFiles(dialog, (files) => finish({ files }));
  input.focus();
  show(chooser);
  return opened;
}
