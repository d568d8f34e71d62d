// The marks that numbered paragraphs begin with: figures, letters or Roman numbers, and what each counts as.

const figures = /[0-9\u0660-\u0669\u06f0-\u06f9]+(?=\D*$)/;
// One letter is a Roman number only where lists are counted by those first of all.
const roman = /^(?:[ivx]|(?=..)(?:x{0,3})(?:ix|iv|v?i{0,3})|x[lc](?:ix|iv|v?i{0,3}))$/;
const romans = { i: 1, v: 5, x: 10, l: 50, c: 100 };
// By the values of the letters, as newsrooms number; letters that begin no list that way by the alphabet.
const abjad = "أبجدهوزحطيكلمنسعفصقرش";
const alphabet = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي";

export const numbered = /^\s*\(?(?:[0-9\u0660-\u0669\u06f0-\u06f9]+|[a-z\u0621-\u064a]{1,4}|[ivxlc]+)[.)\-]/iu;

function ofRoman(letters) {
  const values = [...letters].map((letter) => romans[letter]);
  return values.reduce((sum, value, at) => (value < (values[at + 1] ?? 0) ? sum - value : sum + value), 0);
}

// «c» and «ج» are the third; after «z» comes «aa», then «bb».
function ofLetter(letters) {
  const [letter] = letters;
  if (letter <= "z") return letter.charCodeAt(0) - 96 + 26 * (letters.length - 1);
  return abjad.indexOf(letter) + 1 || alphabet.indexOf(letter) + 1 || 1;
}

// The number, and whether letters stood for it.
export function readNumber(marker) {
  const digits = figures.exec(marker)?.[0];
  if (digits) return { start: Number([...digits].map((digit) => digit.charCodeAt(0) & 15).join("")), isLettered: false };
  const letters = marker.toLowerCase().replace(/[^a-z\u0621-\u063f\u0641-\u064a]/g, "");
  return { start: roman.test(letters) ? ofRoman(letters) : ofLetter(letters), isLettered: true };
}
