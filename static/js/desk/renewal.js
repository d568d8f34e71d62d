// After a save or a verb the page stays: what the newsroom says of the article is taken from its answer,
// what was typed is left alone. Parts of the page that follow are marked by `data-renewed`; with
// `data-lasting` they come once, with the first save of a new article.
const form = document.querySelector("form[data-article]");
const followed = "[name=note], [name^=slug_]";

const parse = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// A page that marks something as wrong is left for one that does not; the messages wait for that.
const isMarked = () => form.querySelector(".errors, .errorlist, .errornote") !== null;

function renewParts(page) {
  for (const part of document.querySelectorAll("[data-renewed]")) {
    const fresh = page.querySelector(`[data-renewed="${part.dataset.renewed}"]`);
    if (!fresh || ("lasting" in part.dataset && part.childElementCount)) continue;
    part.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
  }
}

// It was said of what stood there: what is typed takes it away, but for a link that waits to be followed.
function attend(said) {
  if (!said || !form) return;
  const drop = ({ isTrusted }) => {
    if (!isTrusted) return;
    form.removeEventListener("input", drop);
    said.querySelectorAll("li:not(:has(a))").forEach((line) => line.remove());
  };
  form.addEventListener("input", drop);
  said.addEventListener("click", () => said.remove());
}

attend(document.querySelector(".messagelist"));

function renewMessages(page) {
  document.querySelector(".messagelist")?.remove();
  const said = page.querySelector(".messagelist");
  if (!said) return;
  said.setAttribute("role", "status");
  document.getElementById("content").before(document.adoptNode(said));
  attend(said);
}

// What the scripts of the page read of the article.
function renewData(page) {
  for (const name of ["data-autosave", "data-text-checks", "data-preview"]) {
    const [old, fresh] = [document, page].map((each) => each.querySelector(`[${name}]`));
    if (old && fresh) Object.assign(old.dataset, fresh.dataset);
  }
  const [buttons, fresh] = [document, page].map((each) => [...each.querySelectorAll("[data-preview-languages] button")]);
  buttons.forEach((button, index) => (button.dataset.url = fresh[index].dataset.url));
}

// The hidden fields, and those that the newsroom itself fills or empties.
function renewFields(fresh, isWhole) {
  for (const name of ["base", "form_key", "transition", "verdicts"]) {
    const given = fresh.elements[name];
    if (!given) continue;
    if (form.elements[name]) form.elements[name].value = given.value;
    else form.prepend(document.adoptNode(given));
  }
  form.elements.continues.value = "";
  for (const given of fresh.querySelectorAll(followed)) {
    const field = form.elements[given.name];
    if (field.value === given.value || (!isWhole && field === document.activeElement)) continue;
    field.value = given.value;
    field.dispatchEvent(new Event("fields:set"));
  }
}

// Shows the page of the article's form as it is now; false when only going there will do: it is no form,
// its text is not the one on this page, or something on this page was marked as wrong. `take(form)` fills
// this form where the text is another one; null when something was typed meanwhile, which that would lose.
export async function renew(page, { url, revision = form.elements.base?.value, isWhole = () => true, take }) {
  const fresh = page.querySelector("form[data-article]");
  const isSame = fresh?.elements.base?.value === String(revision);
  if (!isSame || isMarked()) return false;
  const whole = isWhole();
  if (take && !whole) return null;
  take?.(fresh);
  const back = document.activeElement?.closest("[data-renewed=verbs]") ? "[data-save]" : null;
  renewFields(fresh, whole);
  renewData(page);
  renewParts(page);
  document.title = page.title;
  renewMessages(page);
  if (back) document.querySelector(back).focus();
  // Another entry of the history, for another form: what was typed into the former one is saved.
  const { desk: _former, ...state } = history.state ?? {};
  history.replaceState(state, "", url);
  window.dispatchEvent(new CustomEvent("desk:renewed", { detail: { isWhole: whole } }));
  return true;
}

// The same after a save, whose answer says where the form goes on, and on which revision.
export async function renewAt({ form_url: url, revision }, { isWhole, take }) {
  if (!url || isMarked()) return false;
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, cache: "no-store" });
    return answer.ok && !answer.redirected && (await renew(await parse(answer), { url, revision, isWhole, take }));
  } catch {
    return false;
  }
}
