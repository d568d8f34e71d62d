// Puts values into a sentence at its {names}; a name without a value stays.
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
