// Addresses without the redirects and the tracking they were sent with.

const tracking =
  /^(?:utm_\w+|at_\w+|mtm_\w+|pk_\w+|hsa_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|gad_\w+|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|_openstat|__twitter_impression|vero_id|oly_enc_id|oly_anon_id|ref_src|ref_url|_ga|_gl|cmpid|xtor|wt\.mc_id|__cft__\[\d+\]|__tn__|mibextid|rdid|share_id|srsltid|spm)$/i;
// Names that mean something elsewhere.
const ofSites = [
  [/(?:^|\.)(?:x|twitter)\.com$/, /^[st]$/],
  [/(?:^|\.)(?:youtube\.com|youtu\.be|spotify\.com)$/, /^(?:si|pp|feature)$/],
  [/(?:^|\.)(?:tiktok\.com)$/, /^(?:_r|_t|is_from_webapp|sender_device)$/],
];
const address = /https?:\/\/[^\s<>"'«»،؛]+/giu;

// Proofpoint writes the address meant in its own letters; where some of them are coded it stays.
const defended = /^https?:\/\/urldefense\.(?:com|us)\/v3\/__(https?:.+?)__;!/i;
const defendedBefore = /^https?:\/\/urldefense\.proofpoint\.com\/v2\/url\?(?:[^#]*&)?u=([\w.-]+)/i;

function undefended(url) {
  const [, plain] = defended.exec(url) ?? [];
  const [, coded] = defendedBefore.exec(url) ?? [];
  if (!coded) return plain ?? null;
  try {
    return decodeURIComponent(coded.replaceAll("-", "%").replaceAll("_", "/"));
  } catch {
    return null;
  }
}

function wrapped(url, wrappers) {
  const inside = undefended(url);
  if (inside) return /^https?:\/\//i.test(inside) && URL.parse(inside) ? inside : null;
  const parts = URL.parse(url);
  for (const [host, path, names] of wrappers) {
    if (!parts || !new RegExp(`^${host}$`, "i").test(parts.host) || !parts.pathname.startsWith(path)) continue;
    const inner = names.map((name) => parts.searchParams.get(name)).find(Boolean)?.trim() ?? "";
    return /^https?:\/\//i.test(inner) && URL.parse(inner) ? inner : null;
  }
  return null;
}

// The rest of the address stays as it was written.
function withoutTracking(url) {
  const [, start, query, end] = /^([^?#]*)\?([^#]*)(.*)$/s.exec(url) ?? [];
  const host = URL.parse(url)?.hostname;
  if (query === undefined || !host) return url;
  const own = ofSites.filter(([hosts]) => hosts.test(host)).map(([, names]) => names);
  const kept = query.split("&").filter((pair) => {
    const name = pair.split("=", 1)[0].replace(/%5B/gi, "[").replace(/%5D/gi, "]");
    return pair && ![tracking, ...own].some((each) => each.test(name));
  });
  if (kept.length === query.split("&").length) return url;
  return start + (kept.length ? `?${kept.join("&")}` : "") + end;
}

export function cleanAddress(url, wrappers) {
  let plain = url;
  for (let inner = wrapped(plain, wrappers); inner; inner = wrapped(plain, wrappers)) plain = inner;
  return withoutTracking(plain);
}

// The text with its addresses cleaned, and how many were.
export function cleanAddresses(text, wrappers) {
  let count = 0;
  const cleaned = text.replace(address, (url) => {
    const [, bare, end] = /^(.*?)([.,:;!?)\]]*)$/s.exec(url);
    const plain = cleanAddress(bare, wrappers);
    count += Number(plain !== bare);
    return plain + end;
  });
  return { text: cleaned, count };
}

export function settleLinks(page, wrappers, tally) {
  for (const link of page.querySelectorAll("a")) {
    const href = link.getAttribute("href")?.trim() ?? "";
    if (!/^(?:https?:|mailto:|tel:|www\.|\/(?![/\\]))/i.test(href)) {
      link.replaceWith(...link.childNodes);
      continue;
    }
    const plain = cleanAddress(href, wrappers);
    link.setAttribute("href", plain);
    tally.change("link", Number(plain !== href));
  }
  const words = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const { text, count } = cleanAddresses(words.currentNode.data, wrappers);
    if (count) words.currentNode.data = text;
    if (!words.currentNode.parentElement.closest("a")) tally.change("link", count);
  }
}
