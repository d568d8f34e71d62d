// What is asked of the newsroom. Each answer is one of:
// {kind: "done", …} · {kind: "signed-out"} · {kind: "other", person} · {kind: "away"} · {kind: "refused", words}
// · {kind: "invalid", error, fields, general} (a form to be corrected). A refusal has all that was answered beside it.
const patienceInMs = 20_000;
// The browser sends no more than this while the page goes away.
const lastBytes = 60_000;

export const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

export function renew(fresh) {
  if (!fresh) return;
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => {
    field.value = fresh;
  });
}

async function ask(url, options) {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(patienceInMs), cache: "no-store", ...options });
  } catch {
    return null;
  }
}

async function content(answer) {
  try {
    return answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  } catch {
    return null;
  }
}

// A token of the same person's new sign-in is taken over and the request sent once more.
export async function post(url, make, person, { isRetry = false } = {}) {
  const answer = await ask(url, make());
  const said = answer && await content(answer);
  if (!answer || !said || answer.status >= 500 || answer.status === 429) return { kind: "away" };
  if (answer.status === 401) {
    renew(said.csrf_token);
    return { kind: "signed-out" };
  }
  const isOther = said.person && said.person.id !== person;
  if (isOther) return { kind: "other", person: said.person, token: said.csrf_token };
  if (answer.status === 403 && said.csrf_token && !isRetry) {
    renew(said.csrf_token);
    return post(url, make, person, { isRetry: true });
  }
  if (answer.status === 422) return { kind: "invalid", ...said };
  if (!answer.ok) return { ...said, kind: "refused", words: said.error ?? "" };
  return { kind: "done", ...said };
}

// What `fetch` takes to send the data with the token of the page as it is now.
export function jsonRequest(data) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() };
  return { method: "POST", headers, body: JSON.stringify(data) };
}

function request(copy) {
  const { key, number, person, continues, fields } = copy;
  const values = {};
  for (const [name, value] of fields) (values[name] ??= []).push(value);
  return jsonRequest({ form_key: key, number, person, continues, fields: values });
}

export function keep(copy) {
  return post(copy.url, () => request(copy), copy.person);
}

// As the page goes away; the device has it whatever becomes of this.
export function keepLast(copy) {
  const sent = request(copy);
  const keepalive = new Blob([sent.body]).size < lastBytes;
  fetch(copy.url, { ...sent, keepalive }).catch(() => undefined);
}

export function sendForm(url, form, person, more) {
  const make = () => {
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    Object.entries(more).forEach(([name, value]) => body.set(name, value));
    return { method: "POST", headers: { Accept: "application/json" }, body };
  };
  return post(url, make, person);
}

// Who is signed in, and the token of the forms: {person, csrf_token}, or null without an answer.
export async function session(url) {
  const answer = await ask(url, { headers: { Accept: "application/json" } });
  return answer && content(answer);
}

// Signs in without leaving the page: {person, csrf_token}, or {errors: [text]}, or {further: url} where more
// is asked than a password, or null without an answer.
export async function signIn(form, url) {
  const now = await session(url);
  if (!now) return null;
  if (now.person || now.further) return now;
  renew(now.csrf_token);
  const body = new URLSearchParams([...new FormData(form)]);
  const headers = { Accept: "application/json, text/html" };
  const answer = await ask(form.action, { method: "POST", headers, body });
  if (!answer) return null;
  if (answer.redirected) {
    const said = await content(answer);
    return said?.person || said?.further ? said : { further: answer.url };
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const errors = [...page.querySelectorAll("#content .errornote, #content .errorlist li, .error-page p")];
  return { errors: errors.map((error) => error.textContent.trim()) };
}
