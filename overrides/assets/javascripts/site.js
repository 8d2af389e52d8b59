// The one module of every page. It waits, and brings each part of what a reader may want only when it is asked for.

const take = () => import("./comforts/take.js");
const keys = () => import("./comforts/keys.js");

/** A stylesheet that waits in the head until what it dresses is asked for. Without it there are still the words. */
function dress(looks) {
  return looks?.disabled && new Promise((done) => Object.assign(looks, { onload: done, onerror: done, disabled: false }));
}

const dressed = () => dress(document.querySelector("link[data-comforts]"));

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

// The search, by hand and by key: the field in the header comes to life when it has the focus. The page of results has its own.
const field = document.querySelector("[role=search] [name=q]");
const header = field?.closest(".md-search");
let box;

async function search() {
  try {
    await (box ??= bring());
  } catch {
    box = undefined; // the next time there may be a network
    document.getElementById("__search").checked = field === document.activeElement;
    const said = header.querySelector(".md-search-result__meta");
    said.textContent = said.dataset.failed;
  }
}

async function bring() {
  const parts = [import("./search/client.js"), import("./search/show.js"), import("./search/box.js")];
  await Promise.all([...parts, dress(document.querySelector("link[data-search]"))]);
  finder.box(field);
}

if (header) {
  field.addEventListener("focus", search);
  if (field === document.activeElement) search();
}

// Keys of a single sign, if they are not turned off.
addEventListener("keydown", async (event) => {
  const { key, metaKey, ctrlKey, altKey, target } = event;
  const typing = target.isContentEditable || target.matches?.("select, textarea, input:not([type=radio], [type=checkbox])");
  if (key?.length !== 1 || metaKey || ctrlKey || altKey || typing || document.querySelector("#__search:checked, dialog[open]")) return;
  if (document.documentElement.dataset.keys === "off") return;
  if (key === "?") (await Promise.all([keys(), dressed()]))[0].help();
  else if (field && "/fs".includes(key)) {
    event.preventDefault(); // the key is no word to search for
    field.select();
    field.focus();
  }
});

// Words to mark that a reader searched for.
if (new URLSearchParams(location.search).get("h")) {
  const { stemmer } = document.documentElement.dataset;
  const parts = ["words.js", ...(stemmer ? [`stem/${stemmer}.js`] : []), "marks.js"].map((name) => import(`./search/${name}`));
  Promise.all([...parts, dressed()]).then(() => finder.marks());
}

// What authors can write that only Material's script brings to life.
const LIVELY = [".annotate", ".copy pre", ".select pre", "a[data-preview]"].map((each) => `[data-md-component=content] ${each}`);
if (document.querySelector(LIVELY)) import("./material.js").then(({ enliven }) => enliven());

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
