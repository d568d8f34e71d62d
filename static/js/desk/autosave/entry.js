// The entry of the browser's history that a page belongs to: Back and a reload lead to the same one.
export const isReturn = ["back_forward", "reload"].includes(performance.getEntriesByType("navigation")[0]?.type);

export function entry() {
  const known = history.state?.desk;
  if (known) return known;
  const made = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  history.replaceState({ ...history.state, desk: made }, "");
  return made;
}
