// What a body holds beside plain blocks; the same schema as articles/body/schema.py.
import { Blockquote, Extension, Link, ListItem, Mark, Node } from "django-prose-editor/editor";
import { askAddress, choose, element, findOne, named } from "newsroom/editor/dialogs";

const inList = "(paragraph | bulletList | orderedList)";

// Inserts a block behind the outermost block of the selection, in its place when that is empty.
export function insertBlock(editor, content) {
  const { $from } = editor.state.selection;
  const outer = $from.depth ? $from.node(1) : null;
  const isEmpty = outer?.type.name === "paragraph" && outer.content.size === 0;
  const end = $from.depth ? $from.after(1) : editor.state.selection.to;
  const where = isEmpty ? { from: $from.before(1), to: end } : end;
  const isLast = end >= editor.state.doc.content.size;
  return editor.chain().focus().insertContentAt(where, isLast ? [content, { type: "paragraph" }] : content).run();
}

export const Item = ListItem.extend({ content: `paragraph ${inList}*` });

export const Quote = Blockquote.extend({
  content: `${inList}+`,
  addAttributes() {
    const { pullquote, wide } = this.options;
    return {
      pulled: {
        default: false,
        parseHTML: (dom) => dom.classList.contains(pullquote),
        renderHTML: ({ pulled }) => (pulled ? { class: pullquote } : {}),
      },
      isWide: {
        default: false,
        parseHTML: (dom) => dom.dataset.width === wide,
        renderHTML: ({ pulled, isWide }) => (pulled && isWide ? { "data-width": wide } : {}),
      },
    };
  },
  addCommands() {
    return {
      ...this.parent?.(),
      toggleQuote:
        (pulled) =>
        ({ editor, commands }) => {
          if (!editor.isActive("blockquote")) return commands.wrapIn("blockquote", { pulled });
          if (editor.isActive("blockquote", { pulled })) return commands.lift("blockquote");
          return commands.updateAttributes("blockquote", { pulled });
        },
      toggleWide:
        () =>
        ({ editor, commands }) =>
          commands.updateAttributes("blockquote", { isWide: !editor.isActive("blockquote", { isWide: true }) }),
    };
  },
});

export const Direction = Extension.create({
  name: "direction",
  addGlobalAttributes() {
    const types = ["paragraph", "heading", "bulletList", "orderedList", "listItem", "blockquote", "table", "tableCell", "tableHeader"];
    const kept = (name, allowed) => ({
      default: null,
      parseHTML: (dom) => (allowed.test(dom.getAttribute(name) ?? "") ? dom.getAttribute(name) : null),
      renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
    });
    return [{ types, attributes: { dir: kept("dir", /^(rtl|ltr|auto)$/), lang: kept("lang", /^[a-z]{2,3}(-\w{2,8})*$/i) } }];
  },
  addCommands() {
    return {
      turnDirection:
        () =>
        ({ editor, commands }) => {
          const type = ["tableHeader", "tableCell", "heading"].find((name) => editor.isActive(name)) ?? "paragraph";
          const base = editor.view.dom.getAttribute("dir");
          const other = base === "rtl" ? "ltr" : "rtl";
          const dir = editor.getAttributes(type).dir === other ? null : other;
          return commands.updateAttributes(type, { dir });
        },
    };
  },
});

export const Isolate = Mark.create({
  name: "isolate",
  parseHTML: () => [{ tag: "bdi" }],
  renderHTML: ({ HTMLAttributes }) => ["bdi", HTMLAttributes, 0],
  addAttributes() {
    return { dir: { default: null }, lang: { default: null } };
  },
});

export function linkAddress(typed, schemes) {
  const address = /^www\./i.test(typed) ? `https://${typed}` : typed;
  if (/^\/(?![/\\])/.test(address)) return address;
  const scheme = /^([a-z]+):/i.exec(address)?.[1].toLowerCase();
  if (!scheme && /^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(address)) return `https://${address}`;
  return schemes.includes(scheme) && /^\w+:\S+$/.test(address) ? address : null;
}

export const Anchor = Link.extend({
  addOptions() {
    return { ...this.parent?.(), autolink: false, linkOnPaste: true, openOnClick: false, schemes: [], labels: {} };
  },
  addAttributes() {
    return { href: { default: null, parseHTML: (dom) => dom.getAttribute("href") } };
  },
  addCommands() {
    return {
      ...this.parent?.(),
      editLink:
        () =>
        ({ editor }) => {
          const { labels, schemes } = this.options;
          const value = editor.getAttributes("link").href ?? "";
          if (editor.state.selection.empty && !value) return false;
          askAddress(labels, { title: labels.link, value, check: (typed) => linkAddress(typed, schemes) }).then((href) => {
            const chain = editor.chain().focus();
            if (href) chain.extendMarkRange("link").setLink({ href }).run();
            else if (href === "") chain.extendMarkRange("link").unsetLink().run();
            else chain.run();
          });
          return true;
        },
    };
  },
  addKeyboardShortcuts() {
    return { "Mod-k": () => this.editor.commands.editLink() };
  },
});

export const RelatedArticle = Node.create({
  name: "relatedArticle",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ labels: {}, urls: {} }),
  addAttributes: () => ({
    article: { default: null, parseHTML: (dom) => dom.dataset.article, renderHTML: ({ article }) => ({ "data-article": article }) },
  }),
  parseHTML: () => [{ tag: "aside[data-article]" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", HTMLAttributes],
  addCommands() {
    return {
      insertRelated:
        () =>
        ({ editor }) => {
          const { labels, urls } = this.options;
          choose(labels, { title: labels.related, label: labels.findArticle, url: urls.articles }).then((found) => {
            if (found) insertBlock(editor, { type: "relatedArticle", attrs: { article: found.number } });
            else editor.commands.focus();
          });
          return true;
        },
    };
  },
  addNodeView() {
    const { labels, urls } = this.options;
    return ({ node }) => {
      const headline = element("bdi", {}, `#${node.attrs.article}`);
      findOne(urls.articles, node.attrs.article).then(
        (row) => {
          headline.textContent = row ? row.name : named(labels.missing, { number: node.attrs.article });
        },
        () => undefined,
      );
      return { dom: element("aside", { class: "editor-card" }, element("b", {}, labels.readAlso), " ", headline) };
    };
  },
});

function siteOf(address, hosts) {
  const host = URL.parse(address)?.host.replace(/^(www|m|mobile|web)\./, "");
  return host && Object.hasOwn(hosts, host) ? hosts[host] : null;
}

export function embedAddress(typed, hosts) {
  const address = /^https?:\/\//i.test(typed) ? typed.replace(/^http:/i, "https:") : `https://${typed}`;
  return siteOf(address, hosts) && URL.parse(address).pathname.length > 1 ? address : null;
}

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ labels: {}, hosts: {} }),
  addAttributes: () => ({
    url: { default: null, parseHTML: (dom) => dom.dataset.embed, renderHTML: ({ url }) => ({ "data-embed": url }) },
  }),
  parseHTML: () => [{ tag: "div[data-embed]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes],
  addCommands() {
    return {
      insertEmbed:
        () =>
        ({ editor }) => {
          const { labels, hosts } = this.options;
          const sites = [...new Set(Object.values(hosts))].join("، ");
          const help = named(labels.embedHelp, { sites: document.documentElement.lang === "ar" ? sites : sites.replaceAll("،", ",") });
          askAddress(labels, { title: labels.embed, help, check: (typed) => embedAddress(typed, hosts) }).then((url) => {
            if (url) insertBlock(editor, { type: "embed", attrs: { url } });
            else editor.commands.focus();
          });
          return true;
        },
    };
  },
  addNodeView() {
    const { hosts } = this.options;
    return ({ node }) => {
      const site = element("b", { lang: "en" }, siteOf(node.attrs.url ?? "", hosts) ?? "");
      return { dom: element("div", { class: "editor-card" }, site, " ", element("bdi", { dir: "ltr" }, node.attrs.url ?? "")) };
    };
  },
});
