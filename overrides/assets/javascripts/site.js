// The one module on every page. It brings each part only when a reader asks for it, so that a page which is read loads no more
// than this.

const search = document.forms.search;
const asked = new URLSearchParams(location.search);

if (search) {
  const field = search.elements.query;
  const bring = () => import("./search.js").then(({ open }) => open(field));
  field.addEventListener("focus", bring);
  search.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("keydown", (event) => {
    if (!["/", "f", "s"].includes(event.key) || event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
    event.preventDefault(); // the key is no word to search for
    field.select();
    field.focus();
  });
  if (field === document.activeElement || asked.has("q")) bring();
}

// What authors can write that only Material's script brings to life, and words to mark that a reader searched for.
const LIVELY = [".annotate", ".copy pre", ".select pre", "a[data-preview]"].map((each) => `[data-md-component=content] ${each}`);
if (document.querySelector(LIVELY) || asked.get("h")) {
  import("./material.js").then(({ enliven }) => enliven());
}

/** Whether a key is meant for what has the focus. */
function typing(element) {
  return element.isContentEditable || (element.matches?.("input, select, textarea") && element.type !== "radio");
}
