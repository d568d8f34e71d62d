// Google Docs writes no footnotes into its HTML. They stand in a format of its own beside it, which nobody
// documents: the whole text with a sign for each mark, the notes by the places of these signs, and their texts.

export const docsType = "application/x-vnd.google-docs-document-slice-clip+wrapped";

const sign = "#";
// What stands for a picture; it is no letter of the HTML either.
const picture = "*";
const isBlank = (letter) => /[\s\u0000-\u001f\u007f-\u009f]/.test(letter);

function read(wrapped) {
  try {
    const slice = JSON.parse(JSON.parse(wrapped).data).resolved;
    return { spacers: String(slice.dsl_spacers), styles: slice.dsl_styleslices, notes: slice.dsl_relateddocslices };
  } catch {
    return null;
  }
}

// The texts of the notes by the places of their signs.
function notesOf({ spacers, styles, notes }) {
  const found = new Map();
  const named = styles?.find((each) => each.stsl_type === "footnote")?.stsl_styles ?? [];
  named.forEach((style, at) => {
    const text = notes?.[style?.fs_id]?.dsl_spacers;
    if (text !== undefined && spacers[at] === sign) found.set(at, text.replace(/[\u0000-\u0008\u000e-\u001f]/g, "").trim());
  });
  return found;
}

function lettersOf(page) {
  const found = [];
  const words = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const node = words.currentNode;
    for (let at = 0; at < node.length; at += 1) if (!isBlank(node.data[at])) found.push({ node, at });
  }
  return found;
}

// The letter behind which each note is called, in order, as long as both texts are the same.
function placesIn(letters, spacers, notes) {
  const found = new Map();
  let next = 0;
  for (let at = 0; at < spacers.length; at += 1) {
    const letter = spacers[at];
    if (notes.has(at)) found.set(at, letters[next - 1]);
    else if (!isBlank(letter) && letters[next]?.node.data[letters[next].at] === letter) next += 1;
    else if (!isBlank(letter) && letter !== picture) break;
  }
  return found;
}

function link(page, href, id, text) {
  const made = page.createElement("a");
  made.setAttribute("href", `#${href}`);
  made.id = id;
  made.append(text);
  return made;
}

function noteIn(page, number, text) {
  const box = page.createElement("div");
  text.split("\n").forEach((line, index) => {
    const paragraph = page.createElement("p");
    paragraph.append(...(index ? [] : [link(page, `ftnt_ref${number}`, `ftnt${number}`, `[${number}]`)]), line);
    box.append(paragraph);
  });
  return box;
}

function call(page, number, place) {
  const mark = page.createElement("sup");
  mark.append(link(page, `ftnt${number}`, `ftnt_ref${number}`, `[${number}]`));
  if (place) place.node.splitText(place.at + 1).before(mark);
  else page.body.prepend(mark);
}

// Writes the notes and their marks into the page as Google writes them where it publishes a document.
export function placeNotes(page, wrapped, tally) {
  const slice = wrapped && read(wrapped);
  const notes = slice ? notesOf(slice) : new Map();
  if (!notes.size) return;
  const places = placesIn(lettersOf(page), slice.spacers, notes);
  const numbers = [...places.keys()];
  page.body.append(...numbers.map((at, index) => noteIn(page, index + 1, notes.get(at))));
  // From the last one on: what stands before a mark stays where it is.
  numbers.reverse().forEach((at, index) => call(page, numbers.length - index, places.get(at)));
  tally.leave("note", notes.size - places.size);
}
