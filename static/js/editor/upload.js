// Uploading pictures where one writes: progress in place, and a file that is kept when it fails.
import { element, named, ofDesk } from "newsroom/editor/dialogs";

const accepted = "image/jpeg,image/png,image/webp,image/avif";
// Larger files are not shown before the desk has them.
const largestShown = 4 * 1024 * 1024;

export const mayUpload = () => document.querySelector("[data-may-upload]") !== null;

export const hasFiles = (data) => [...(data?.types ?? [])].includes("Files");

// The pictures among what was dropped or pasted.
export const pictureFiles = (data) => [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));

// A file alone, whose name may come as text; a piece of a page is pasted as its text.
export function isFilesOnly(data) {
  const files = pictureFiles(data);
  if (!files.length || data.types.includes("text/html")) return false;
  const text = data.getData("text/plain").trim();
  return !text || files.some((file) => text.endsWith(file.name));
}

// A button that opens the browser's own list of files; `take` gets those chosen.
export function fileButton(label, take, { multiple = false } = {}) {
  const input = element("input", { type: "file", accept: accepted, multiple, hidden: true });
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    const files = [...input.files];
    input.value = "";
    if (files.length) take(files);
  });
  return [button, input];
}

export const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

// Sends one file; resolves to the picture, rejects with a sentence for the reader.
export function send(file, { url, labels, onProgress }) {
  const request = new XMLHttpRequest();
  const answered = new Promise((resolve, reject) => {
    request.open("POST", url);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      const said = request.response;
      if (request.status < 300 && said?.id) resolve(said);
      else reject(new Error(said?.error ?? (request.status === 403 ? labels.forbidden : labels.unsent)));
    });
    request.addEventListener("error", () => reject(new Error(labels.unsent)));
    request.addEventListener("abort", () => reject(new Error("")));
    const data = new FormData();
    data.set("csrfmiddlewaretoken", token());
    data.set("picture", file, file.name);
    request.send(data);
  });
  return { answered, stop: () => request.abort() };
}

function shown(file) {
  const picture = element("img", { alt: "", hidden: true });
  if (file.size > largestShown) return picture;
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    picture.src = reader.result;
    picture.hidden = false;
  });
  picture.addEventListener("error", () => (picture.hidden = true));
  reader.readAsDataURL(file);
  return picture;
}

// A box that uploads the file; `done` gets the picture, `drop` is called when it is given up.
export function uploadBox(file, { url, labels, done, drop }) {
  const name = element("bdi", {}, file.name);
  const bar = element("progress", { max: "1", value: "0", "aria-label": named(labels.uploading, { name: file.name }) });
  const said = element("p", { role: "status" });
  const retry = element("button", { type: "button", class: "picture-retry" }, labels.retry);
  const leave = element("button", { type: "button" }, labels.giveUp);
  const buttons = element("div", { class: "picture-buttons" }, retry, leave);
  const words = element("div", { class: "picture-upload-words" }, name, bar, said, buttons);
  const box = element("div", { class: "picture-upload", contenteditable: "false", ...ofDesk() }, shown(file), words);
  let sending = null;
  const start = async () => {
    retry.hidden = true;
    bar.hidden = false;
    bar.removeAttribute("value");
    said.textContent = labels.sending;
    box.classList.remove("failed");
    sending = send(file, { url, labels, onProgress: (part) => (bar.value = part) });
    try {
      done(await sending.answered);
    } catch (error) {
      if (!error.message) return;
      bar.hidden = true;
      retry.hidden = false;
      said.textContent = error.message;
      box.classList.add("failed");
    }
  };
  retry.addEventListener("click", start);
  leave.addEventListener("click", () => {
    sending?.stop();
    drop();
  });
  start();
  return box;
}
