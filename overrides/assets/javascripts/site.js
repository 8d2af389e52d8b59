// The one module of every page. It waits, and brings each part of what a reader may want only when it is asked for.

const take = () => import("./comforts/take.js");
const keys = () => import("./comforts/keys.js");
const looks = document.querySelector("link[data-comforts]");

/** The stylesheet of what opens, which waits in the head until the first of it does. */
const dressed = () => looks?.disabled && new Promise((done) => Object.assign(looks, { onload: done, onerror: done, disabled: false }));

/** On a click, by hand or by key, bring a part; what it does gets what was clicked, and the event. */
function when(selector, bring, does) {
  addEventListener("click", async (event) => {
    const found = event.target.closest?.(selector);
    if (found) (await Promise.all([bring(), dressed()]))[0][does](found, event);
  });
}

when("[data-settings]", () => import("./comforts/settings.js"), "settings");
when("[data-help]", keys, "help");
when("[data-share]", take, "share");
when(".headerlink", take, "heading");
when(".cite summary", take, "cite");

if (navigator.share) for (const button of document.querySelectorAll("[data-share]")) button.textContent = "Share";

// The search, by hand and by key.
const asked = new URLSearchParams(location.search);
const field = document.forms.search?.elements.query;
const bringSearch = () => import("./search.js").then(({ open }) => open(field));

if (field) {
  field.addEventListener("focus", bringSearch);
  field.form.addEventListener("submit", (event) => event.preventDefault()); // before there are results to go to
  if (field === document.activeElement || asked.has("q")) bringSearch();
}

// Keys of a single sign. Turned off, they are kept from Material's script as well, once it is here.
addEventListener("keydown", async (event) => {
  const { key, metaKey, ctrlKey, altKey, target } = event;
  const typing = target.isContentEditable || target.matches?.("select, textarea, input:not([type=radio], [type=checkbox])");
  if (key?.length !== 1 || metaKey || ctrlKey || altKey || typing || document.querySelector("#__search:checked, dialog[open]")) return;
  if (document.documentElement.dataset.keys === "off") event.stopImmediatePropagation();
  else if (key === "?") (await Promise.all([keys(), dressed()]))[0].help();
  else if (field && "/fs".includes(key)) {
    event.preventDefault(); // the key is no word to search for
    field.select();
    field.focus();
  }
});

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

// Footnotes go beside the text where there is a margin.
const footnotes = document.querySelector(".has-margin .footnote");
const wide = matchMedia("(min-width: 60em)");
const beside = async () => (await import("./comforts/notes.js")).notes(footnotes);
if (footnotes && wide.matches) beside();
else if (footnotes) wide.addEventListener("change", beside, { once: true });

// How far the practices on this page have come, where this device has ticked any.
const cards = document.querySelectorAll("[data-glance]");
const ticked = () => {
  try {
    return [...cards].some(({ dataset }) => localStorage.getItem(`callback:practice:${dataset.glance}`));
  } catch {
    return false; // a browser that keeps nothing for this site
  }
};
if (ticked()) import("./practice/glance.js").then(({ glance }) => glance(cards));
