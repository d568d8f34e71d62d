// Comments on the page of those who may see an article and not edit it.
import { Comments } from "./list.js";
import { Shown } from "./surfaces.js";

const holder = document.querySelector("[data-comments]");
const oftenInMs = 8000;
const texts = /^(kicker|headline|standfirst|body)_/;

function highlight(comments) {
  if (!globalThis.Highlight) return;
  const ranges = comments.surfaces.flatMap((surface) => [...surface.ranges]);
  CSS.highlights.set("comments", new Highlight(...ranges.map(([, range]) => range)));
  const active = ranges.filter(([id]) => id === comments.active).map(([, range]) => range);
  CSS.highlights.set("comments-active", new Highlight(...active));
}

function start() {
  const shown = [...document.querySelectorAll("dd[data-field]")].filter(({ dataset }) => texts.test(dataset.field));
  const reveal = () => holder.scrollIntoView({ block: "nearest" });
  const comments = new Comments(holder, shown.map((element) => new Shown(element)), {
    reveal, leave: () => undefined, onCount: () => undefined,
  });
  const { mark } = Comments.prototype;
  comments.mark = () => {
    mark.call(comments);
    highlight(comments);
  };
  addEventListener("keydown", (event) => {
    const isAsked = (event.ctrlKey || event.metaKey) && event.altKey && !event.shiftKey && event.code === "KeyM";
    if (!isAsked) return;
    event.preventDefault();
    comments.write();
  });
  const ask = async () => {
    if (!document.hidden) await comments.load();
    setTimeout(ask, oftenInMs);
  };
  comments.start().then(() => setTimeout(ask, oftenInMs));
}

if (holder) start();
