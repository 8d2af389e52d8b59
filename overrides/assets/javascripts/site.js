// The one module of every page. It waits, and brings each part of what a reader may want only when it is asked for.

/** Bring a part when something that a selector names is clicked; the part gets what was clicked, and the event. */
const when = (selector, bring) =>
  addEventListener("click", async (event) => {
    const found = event.target.closest?.(selector);
    if (found) (await bring())(found, event);
  });

when("[data-settings]", async () => (await import("./comforts/settings.js")).settings);

// The search, by hand and by key. With single keys turned off, Material's script must not hear them either once it is here.
const asked = new URLSearchParams(location.search);
const field = document.forms.search?.elements.query;
const bringSearch = () => import("./search.js").then(({ open }) => open(field));
const typing = ({ localName, type, isContentEditable }) =>
  isContentEditable || ["select", "textarea"].includes(localName) || (localName === "input" && type !== "radio");

function jump(event) {
  const { key, metaKey, ctrlKey, altKey, target } = event;
  if (key.length > 1 || metaKey || ctrlKey || altKey || typing(target) || document.getElementById("__search").checked) return;
  if (document.documentElement.dataset.keys === "off") event.stopImmediatePropagation();
  else if (["/", "f", "s"].includes(key)) {
    event.preventDefault(); // the key is no word to search for
    field.select();
    field.focus();
  }
}

if (field) {
  field.addEventListener("focus", bringSearch);
  field.form.addEventListener("submit", (event) => event.preventDefault()); // before there are results to go to
  addEventListener("keydown", jump);
  if (field === document.activeElement || asked.has("q")) bringSearch();
}

// What authors can write that only Material's script brings to life, and words to mark that a reader searched for.
const LIVELY = [".annotate", ".copy pre", ".select pre", "a[data-preview]"].map((each) => `[data-md-component=content] ${each}`);
if (document.querySelector(LIVELY) || asked.get("h")) import("./material.js").then(({ enliven }) => enliven());

// A practice shown within another page: its scripts come when a reader gets near it, and tick again what was ticked before.
const embeds = [...document.querySelectorAll(".embed[data-practice]")];
if (embeds.length) {
  const ticked = new Map();
  const note = ({ target }) => ticked.set(target, target.checked);
  const near = new IntersectionObserver(async (seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    near.disconnect();
    await import("./practice/page.js");
    for (const embed of embeds) embed.removeEventListener("change", note);
    for (const [box, checked] of ticked) if (box.checked !== checked) box.click();
  }, { rootMargin: "50%" });
  for (const embed of embeds) {
    embed.addEventListener("change", note);
    near.observe(embed);
  }
}
