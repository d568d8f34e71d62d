// A calendar beside fields of moments (templates/admin/widgets/moment.html). While somebody types, the newsroom says
// below the field which moment that is: its zone, its clock changes and its words are known there alone.
const pauseInMs = 250;

// What the newsroom says of what stands in the field; the answer to the last question counts.
async function say(moment) {
  const field = moment.querySelector(".moment-line input");
  const query = new URLSearchParams({ name: field.name, text: field.value });
  if ("isDay" in moment.dataset) query.set("day", "1");
  const chosen = moment.querySelector("[type=radio]:checked");
  if (chosen) query.set("hour", chosen.value);
  try {
    const answer = await fetch(`${moment.dataset.saidUrl}?${query}`, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected || query.get("text") !== field.value) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (query.get("text") === field.value) moment.querySelector("[data-moment-said]").replaceChildren(...page.body.childNodes);
  } catch {
    // Without a connection nothing is said, and the form is refused in words when it is sent.
  }
}

function equip(moment) {
  const line = moment.querySelector(".moment-line");
  if (line.querySelector("button")) return;
  const field = line.querySelector("input");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "moment-open", ariaHasPopup: "dialog", ariaLabel: moment.dataset.open, title: moment.dataset.open });
  // Its script comes when it is first asked for.
  button.addEventListener("click", () => import("./date_picker.js").then(({ Calendar }) => new Calendar(field, moment.dataset), (error) => console.warn(error)));
  line.append(button);
  let timer = 0;
  moment.addEventListener("input", ({ target }) => {
    clearTimeout(timer);
    timer = setTimeout(() => say(moment), target === field ? pauseInMs : 0);
  });
}

const equipAll = () => document.querySelectorAll("[data-moment]").forEach(equip);
equipAll();
// Fields that come later, as in the dialog of a verb.
addEventListener("focusin", equipAll);
