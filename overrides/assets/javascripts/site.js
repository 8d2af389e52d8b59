// The one module of every page. It waits, and brings each part of what a reader may want only when it is asked for.

const take = () => import("./comforts/take.js");
const keys = () => import("./comforts/keys.js");

/** When something that a selector names is clicked, by hand or by key, bring a part; it gets what was clicked, and the event. */
function when(selector, bring) {
  addEventListener("click", async (event) => {
    const found = event.target.closest?.(selector);
    if (found) (await bring())(found, event);
  });
}

when("[data-settings]", async () => (await import("./comforts/settings.js")).settings);
when("[data-help]", async () => (await keys()).help);
when("[data-share]", async () => (await take()).share);
when(".headerlink", async () => (await take()).heading);
when(".cite summary", async () => (await take()).cite);

if (navigator.share) for (const button of document.querySelectorAll("[data-share]")) button.textContent = "Share";

/** Whether a key is meant for what has the focus. */
const typing = (element) => element.isContentEditable || element.matches?.("select, textarea, input:not([type=radio], [type=checkbox])");

// Whoever has switched off the keys that are a single sign (in the reading settings) is not heard by anyone else on the page.
addEventListener("keydown", async (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (key?.length !== 1 || key === " " || ctrlKey || metaKey || altKey || typing(target)) return;
  if (document.documentElement.dataset.keys === "off") event.stopPropagation();
  else if (key === "?" && !document.querySelector("dialog[open]")) (await keys()).help();
}, true);

const footnotes = document.querySelector(".has-margin .footnote");
if (footnotes) {
  const wide = matchMedia("(min-width: 60em)");
  const beside = async () => (await import("./comforts/notes.js")).notes(footnotes);
  if (wide.matches) beside();
  else wide.addEventListener("change", beside, { once: true });
}
