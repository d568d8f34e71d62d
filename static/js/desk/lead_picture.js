// The lead picture's place: a file dropped, pasted or picked is uploaded there, or one is chosen.
import { element } from "newsroom/editor/dialogs";
import { chooseFromLibrary } from "newsroom/editor/library";
import { follow, lacking, PanelButton, pictureOf, remember } from "newsroom/editor/picture_panel";
import { fileButton, hasFiles, isFilesOnly, mayUpload, pictureFiles, uploadBox } from "newsroom/editor/upload";

const numberIn = (text) => /(?:^|#)([0-9]+)$/.exec(text.trim())?.[1];

class LeadPicture {
  constructor(input) {
    const { labels, urls } = JSON.parse(input.dataset.leadPicture);
    Object.assign(this, { input, labels, urls, unfollow: () => undefined });
    this.place = input.closest("[data-page]") ?? input.closest(".field").parentElement;
    this.lacks = element("p", { class: "picture-lacks", role: "status" });
    this.describe = new PanelButton(labels, () => this.picture);
    this.describe.button.hidden = true;
    const choose = element("button", { type: "button" }, labels.choosePicture);
    choose.addEventListener("click", async () => {
      const found = await chooseFromLibrary(labels, urls);
      if (found?.files) this.upload(found.files[0]);
      else if (found) this.choose(found.picture);
    });
    const own = mayUpload() ? fileButton(labels.upload, ([file]) => this.upload(file)) : [];
    const buttons = element("div", { class: "picture-buttons" }, ...own, choose, this.describe.button);
    this.holder = element("div", { class: "lead-picture" }, buttons, this.lacks);
    this.describe.holder = this.holder;
    if (own.length) this.holder.append(element("p", { class: "help" }, labels.dropHere));
    (this.place.querySelector("[data-picture]") ?? input.closest(".field")).after(this.holder);
    document.querySelector("[data-picture-form]")?.setAttribute("hidden", "");
    input.addEventListener("input", () => this.read());
    this.listen();
    this.read();
  }

  // Whatever number stands in the field: its picture, and what that lacks.
  async read() {
    const number = numberIn(this.input.value);
    if (number === this.number) return;
    this.number = number;
    this.unfollow();
    this.describe.close();
    this.describe.button.hidden = true;
    this.lacks.textContent = "";
    if (!number) return;
    this.unfollow = follow(number, (picture) => this.show(picture));
    const picture = await pictureOf(this.urls, number).catch(() => undefined);
    if (picture && this.number === number) this.show(picture);
  }

  show(picture) {
    this.picture = picture;
    this.describe.button.hidden = false;
    this.lacks.textContent = lacking(this.labels, picture);
    const shown = this.place.querySelector("[data-picture] img");
    if (shown) Object.assign(shown, { src: picture.thumbnail, hidden: false });
  }

  async choose(picture) {
    this.input.value = picture.label;
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    await this.read();
    if (picture.known) this.lacks.textContent = this.labels.known;
    return pictureOf(this.urls, picture.id);
  }

  upload(file) {
    this.box?.remove();
    const done = async (picture) => {
      // Whoever went on writing meanwhile is not called away.
      const isWaitedFor = this.holder.contains(document.activeElement) || document.activeElement === document.body;
      this.box.remove();
      if (!picture.known) remember(picture);
      this.show(await this.choose(picture));
      if (this.picture.missing.length) this.describe.open(isWaitedFor);
    };
    const drop = () => this.box.remove();
    this.box = uploadBox(file, { url: this.urls.upload, labels: this.labels, done, drop });
    this.holder.prepend(this.box);
  }

  listen() {
    const take = (event, data) => {
      if (!mayUpload() || !isFilesOnly(data)) return;
      event.preventDefault();
      this.upload(pictureFiles(data)[0]);
    };
    this.place.addEventListener("dragover", (event) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      this.place.classList.add("picture-over");
    });
    for (const type of ["dragleave", "drop"]) this.place.addEventListener(type, () => this.place.classList.remove("picture-over"));
    this.place.addEventListener("drop", (event) => take(event, event.dataTransfer));
    this.place.addEventListener("paste", (event) => take(event, event.clipboardData));
  }
}

// A file that is dropped beside a place would replace the page, and what was typed on it.
for (const type of ["dragover", "drop"]) {
  addEventListener(type, (event) => {
    if (!event.defaultPrevented && hasFiles(event.dataTransfer)) event.preventDefault();
  });
}

const input = document.querySelector("[data-lead-picture]");
if (input) new LeadPicture(input);
