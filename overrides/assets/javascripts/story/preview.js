// A story as the site will show it: Markdown's tokens become elements by the list below, and whatever is not in it stays text.
// No markup is ever parsed as HTML, so nothing of a stranger's words can become an element that this file did not make.

import { el } from "../practice/dom.js";
import { parser } from "./markdown.js";

const BLOCKS = new Set(["p", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "em", "strong"]);
const SCHEMES = ["http:", "https:", "mailto:"];

const markdown = parser();

/** The nodes of a text. */
export function render(text) {
  const root = document.createDocumentFragment();
  grow(root, markdown.parse(text, {}));
  return root;
}

function grow(root, tokens) {
  const open = [root];
  for (const token of tokens) {
    if (token.nesting < 0) open.length > 1 && open.pop();
    else {
      const node = made(token);
      if (token.nesting > 0) {
        open.push(node ?? open.at(-1)); // a paragraph of a tight list is none, and its words stand in the item
        if (!node) continue;
        open.at(-2).append(node);
      } else if (node) open.at(-1).append(node);
    }
  }
}

function made(token) {
  const { type, tag, content, hidden } = token;
  if (type === "inline") return grown(token.children);
  if (type === "text" || type.startsWith("html_")) return content;
  if (type === "softbreak") return "\n";
  if (type === "hardbreak") return el("br", {});
  if (type === "hr") return el("hr", {});
  if (type === "code_inline") return el("code", {}, content);
  if (type === "fence" || type === "code_block") return el("pre", {}, el("code", {}, content));
  if (type === "embed") return el("p", { class: "preview__stand-in" }, `Here stands the checklist ${token.info}.`);
  if (type === "image") return el("span", { class: "preview__stand-in" }, `Picture: ${token.content || token.attrGet("src")}`);
  if (type === "link_open") return link(token.attrGet("href") ?? "");
  if (type === "heading_open") return el(BLOCKS.has(tag) ? tag : "p", {});
  if (type === "ordered_list_open") return el("ol", { start: token.attrGet("start") });
  return hidden || !BLOCKS.has(tag) ? null : el(tag, {});
}

function grown(tokens) {
  const part = document.createDocumentFragment();
  grow(part, tokens ?? []);
  return part;
}

/** A link that the site would publish; any other is shown as the words that it has. */
function link(href) {
  const safe = URL.canParse(href) && SCHEMES.includes(new URL(href).protocol);
  return safe ? el("a", { href, target: "_blank", rel: "nofollow noopener noreferrer" }) : el("span", {});
}
