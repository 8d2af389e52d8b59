// A page to take along: its address, that of a heading, and how to cite it.

import { copy } from "../practice/copy.js";
import { button } from "../practice/dom.js";

/** Give the page's address to whom the reader likes, or copy it. */
export async function share() {
  const url = location.origin + location.pathname;
  try {
    await navigator.share({ title: document.title, url });
  } catch (error) {
    if (error.name !== "AbortError") copy(url, "The link leads to this page.");
  }
}

/** Copy the address of a heading, whose link leads there all the same. */
export function heading(link, { ctrlKey, metaKey, shiftKey }) {
  if (ctrlKey || metaKey || shiftKey || !navigator.clipboard) return;
  const words = [...link.parentElement.childNodes].filter((node) => node !== link).map((node) => node.textContent).join("");
  copy(link.href, `The link leads to “${words.trim()}”.`);
}

/** Buttons that copy, beside each form of a citation. */
export function cite(summary) {
  for (const name of summary.parentElement.querySelectorAll("dt:not(:has(button))")) {
    const text = name.nextElementSibling.textContent.trim();
    name.append(" ", button("Copy", () => copy(text), { class: "cite__copy", "aria-label": `Copy ${name.textContent}` }));
  }
}
