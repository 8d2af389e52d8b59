// Which keys do something here. This list is all there is to say of them. Who hears a key stands behind its line.

import { el } from "../practice/dom.js";
import { ask } from "../practice/say.js";

const KEYS = [
  ["/ s f", "Search", "[role=search]"], // site.js
  ["↑ ↓", "Go through what the search found", ".md-search"],
  ["Space", "Tick the step that you are on", "[data-practice]"], // the browser
  ["→ PageDown", "On to the next pause point, while you run a practice", "[data-tools]"], // practice/run.js
  ["← PageUp", "Back to the one before", "[data-tools]"],
  ["Esc", "Close what is open"], // the browser
  ["?", "Show this list"], // site.js
];

export function help() {
  const off = document.documentElement.dataset.keys === "off";
  const rows = KEYS.filter(([, , where]) => !where || document.querySelector(where)).map(([keys, does]) =>
    el("div", {}, el("dt", {}, keys.split(" ").flatMap((key, n) => [n ? " or " : "", el("kbd", {}, key)])), el("dd", {}, does)));
  const words = off
    ? "You have switched the keys off that are a single letter or sign. The reading settings, at Aa, switch them on again."
    : "Keys that are a single letter or sign can be switched off in the reading settings, at Aa.";
  ask("Keyboard", [el("dl", { class: "keys" }, rows), el("p", {}, words)], "", "Close");
}
