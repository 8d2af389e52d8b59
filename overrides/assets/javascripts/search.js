// The search, when a reader turns to it: first its looks, then Material's script with its worker. What is typed meanwhile stays
// in the field, and is searched for when the worker is ready.

import { append, config, material } from "./material.js";

const toggle = document.getElementById("__search");
const meta = document.querySelector(".md-search-result__meta");
const waiting = meta.textContent;
const search = document.querySelector("[data-md-component=search]");
let styled;

// Whoever tabs on has left the search: nothing of it may lie over what has the focus now.
search.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget && !search.contains(relatedTarget)) toggle.checked = false;
});

/** Open the search for its field. */
export async function open(field) {
  try {
    await (styled ??= style());
    if (document.activeElement === field) toggle.checked = true; // who has gone on by now is left alone
    meta.textContent = waiting;
    await material();
  } catch {
    styled = undefined;
    toggle.checked = document.activeElement === field;
    meta.textContent = "The search could not be loaded. Is there a network?";
  }
}

/** The stylesheet of the open search, in front of the site's own, which has the last word. */
async function style() {
  await append("link", { rel: "stylesheet", href: config().sheet }, document.querySelector("link[rel=stylesheet]"));
}
