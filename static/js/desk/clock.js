// The clock of the newsroom, whatever zone the browser is in.
export function clockIn(timeZone) {
  const fields = { calendar: "gregory", numberingSystem: "latn", year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const parts = new Intl.DateTimeFormat(undefined, { timeZone, ...fields }).formatToParts();
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}
