// Arabic as it is spelled loosely: alif without its hamza, ه for ة, ي for ى, without vowel marks and
// tatweel, and letters of two cases as one. Keeps where each folded letter stood.
const letters = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ة: "ه", ى: "ي" };
const silent = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/;

// {text, at}: `at[i]` is the place of the i-th folded letter, and `at.at(-1)` the end of the text.
export function fold(text, isLoose = true) {
  const at = [];
  let folded = "";
  for (let place = 0; place < text.length; place += 1) {
    const letter = text[place];
    if (isLoose && silent.test(letter)) continue;
    const lower = letter.toLowerCase();
    folded += isLoose ? (letters[letter] ?? (lower.length === 1 ? lower : letter)) : letter;
    at.push(place);
  }
  return { text: folded, at: [...at, text.length] };
}

// The places of `what` in the text, as pairs of start and end; they do not overlap.
export function placesOf(text, what, isLoose = true) {
  const wanted = fold(what, isLoose).text;
  if (!wanted) return [];
  const { text: folded, at } = fold(text, isLoose);
  const found = [];
  for (let start = folded.indexOf(wanted); start >= 0; start = folded.indexOf(wanted, start + wanted.length)) {
    found.push([at[start], at[start + wanted.length]]);
  }
  return found;
}
