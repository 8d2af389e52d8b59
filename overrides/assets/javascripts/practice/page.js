// Brings the lists of a page to life, its own and embedded ones. Each root element holds its checklist as data.

import { changed, progress } from "./progress.js";
import { say } from "./say.js";
import { open } from "./share.js";
import { steps } from "./steps.js";
import { Store } from "./store.js";
import { controls, tools } from "./tools.js";

const stores = new Map();
const roots = [...document.querySelectorAll("script[data-checklist]")].map((script) => {
  const root = script.closest("[data-practice]");
  return { root, list: JSON.parse(script.textContent), whole: !root.matches(".embed") };
});

// The practice's own page first: one store serves all lists of a practice.
for (const { root, list, whole } of roots.sort((one, two) => two.whole - one.whole)) {
  if (!stores.has(list.id)) stores.set(list.id, new Store(list, whole, say));
  const store = stores.get(list.id);
  progress(root, store, whole ? controls(store) : []);
  steps(root, store);
  if (whole) {
    changed(root, store);
    tools(root.querySelector("[data-tools]"), root, store);
    addEventListener("hashchange", () => open(store));
    open(store);
  }
}
