// When a weekly status is on the air next, said by the newsroom while its fields are typed
// (templates/admin/articles_broadcast/broadcaststatus/_next_times.html).
const place = document.querySelector("[data-occurrences]");
const form = place?.closest("form");
const names = ["starts_at", "starts_at_hour", "ends_at", "ends_at_hour", "weekdays", "last_day", "skipped_days"];
const pauseInMs = 300;
let timer = 0;

const asked = () => new URLSearchParams([...new FormData(form)].filter(([name]) => names.includes(name))).toString();

async function say() {
  const query = asked();
  try {
    const answer = await fetch(`${place.dataset.occurrences}?${query}`, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (query === asked()) place.replaceChildren(...page.body.childNodes);
  } catch {
    // Without a connection nothing new is said; the server says it when the form is sent.
  }
}

form?.addEventListener("input", ({ target }) => {
  if (!names.includes(target.name)) return;
  clearTimeout(timer);
  timer = setTimeout(say, pauseInMs);
});
