// Reading settings: a popover below its button. A choice holds at once, on the root (see theme.js), and is kept on this device.

import { el } from "../practice/dom.js";

const KEY = "callback:reading";
const CHOICES = {
  theme: ["Theme", { "": "As the system", light: "Light", dark: "Dark" }],
  text: ["Text size", { smaller: "Smaller", "": "Normal", larger: "Larger", largest: "Largest" }],
};
const root = document.documentElement;

/** The panel of a button, to be shown by it from now on. */
export function settings(button) {
  const panel = el("div", { id: "reading-settings", class: "menu settings", popover: true, role: "group", "aria-label": "Reading settings" },
    Object.entries(CHOICES).map(([name, [title, values]]) =>
      el("fieldset", {}, el("legend", {}, title), Object.entries(values).map(([value, text]) => option("radio", { name: `reading-${name}`, value, "data-of": name }, text)))),
    option("checkbox", { "data-of": "keys" }, "Single-key shortcuts"));
  panel.addEventListener("change", ({ target: { type, checked, value, dataset } }) => choose(dataset.of, type === "radio" ? value : checked ? "" : "off"));
  panel.addEventListener("beforetoggle", () => show(panel));
  panel.addEventListener("toggle", ({ newState }) => button.setAttribute("aria-expanded", newState === "open"));
  addEventListener("storage", () => show(panel)); // theme.js, which hears it first, has put it on the root
  button.removeAttribute("data-settings"); // from now on the browser opens and closes it
  button.after(panel);
  button.popoverTargetElement = panel;
  panel.showPopover({ source: button });
}

const option = (type, attributes, text) => el("label", { class: "check" }, el("input", { type, ...attributes }), text);

function show(panel) {
  for (const input of panel.querySelectorAll("input")) {
    const chosen = root.dataset[input.dataset.of] ?? "";
    input.checked = input.type === "radio" ? input.value === chosen : chosen !== "off";
  }
}

function choose(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  const { theme, text, keys } = root.dataset;
  try {
    localStorage.setItem(KEY, JSON.stringify({ theme, text, keys }));
  } catch {} // nothing can be kept here: the choice holds on this page
}
