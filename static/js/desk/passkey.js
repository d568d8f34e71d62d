// Passkeys: makes one or asks for one, and sends it with the button's form.
// The button: data-passkey="create" or "get"; data-options, the id of its JSON, or data-options-url, where
// that is asked for; data-failed, the words for a browser that does not; data-input, the id of its input.
const bytes = (text) => Uint8Array.from(
  atob(text.replaceAll("-", "+").replaceAll("_", "/")),
  (letter) => letter.codePointAt(0),
);
const text = (buffer) => btoa(String.fromCodePoint(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const ids = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

function decoded(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    ...(options.excludeCredentials && { excludeCredentials: ids(options.excludeCredentials) }),
    ...(options.allowCredentials && { allowCredentials: ids(options.allowCredentials) }),
  };
}

const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

function encoded(credential) {
  const response = {};
  for (const name of parts) if (credential.response[name]) response[name] = text(credential.response[name]);
  const { id, type } = credential;
  const clientExtensionResults = credential.getClientExtensionResults();
  return JSON.stringify({ id, rawId: text(credential.rawId), type, response, clientExtensionResults });
}

async function optionsOf({ options, optionsUrl }) {
  if (options) return JSON.parse(document.querySelector(`#${options}`).textContent);
  const answer = await fetch(optionsUrl, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

// A key that can be found without a name, so that it signs in by itself as well.
const made = (publicKey) => navigator.credentials.create({
  publicKey: {
    ...publicKey,
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
  },
});

async function use(button) {
  const { publicKey } = await optionsOf(button.dataset);
  const options = decoded(publicKey);
  const credential = await (button.dataset.passkey === "create" ? made(options) : navigator.credentials.get({ publicKey: options }));
  const input = document.querySelector(`#${button.dataset.input}`);
  input.value = encoded(credential);
  input.form.submit();
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  const problem = button.parentElement.querySelector("[data-passkey-problem]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    problem.textContent = "";
    button.disabled = true;
    try {
      await use(button);
    } catch {
      problem.textContent = button.dataset.failed;
      button.disabled = false;
    }
  });
}
