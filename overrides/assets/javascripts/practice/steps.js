// The steps of a list: their boxes are kept, a step may be not applicable, and a note may stand beside it.

import { button, el } from "./dom.js";
import { told } from "./say.js";

let described = 0;

export const items = (root, store) =>
  new Map([...root.querySelectorAll("li.step")].map((item) => [item.dataset.step || item.id, item]).filter(([id]) => store.first[id]));

export function steps(root, store) {
  for (const [id, item] of items(root, store)) {
    const box = item.querySelector(".step__box");
    const text = store.first[id].text;
    const said = el("p", { class: "step__said", id: `step-said-${described++}` });
    const { parts, field, show } = controls(id, store, box);
    const label = "Note, or not applicable";
    item.append(said, el("details", { class: "step__own" }, el("summary", { "aria-label": `${label}: ${text}` }, label), parts, field("Note", "textarea", "note")));
    store.watch(() => {
      item.dataset.state = show();
      said.textContent = told(store.of(id), "");
      if (said.textContent) box.setAttribute("aria-describedby", said.id);
      else box.removeAttribute("aria-describedby");
    });
  }
}

/** What changes a step beside its box; `show` brings all up to date. */
export function controls(id, store, box) {
  const text = store.first[id].text;
  const set = (values, together) => store.set(id, values, `“${text}”`, together);
  const to = (state) => set({ state, reason: "" });
  const inputs = [];
  const field = (name, tag, key) => {
    const input = el(tag, { autocomplete: "off", oninput: () => set({ [key]: input.value }, id + key) });
    inputs.push([input, key]);
    return el("label", { class: "field" }, name, input);
  };
  const why = field("Why not?", "input", "reason");
  const na = button("Not applicable", () => to(store.of(id).state === "na" ? "open" : "na"), { "aria-label": `Not applicable: ${text}` });
  box.autocomplete = "off";
  box.addEventListener("change", () => to(box.checked ? "done" : "open"));
  const show = () => {
    const now = store.of(id);
    box.checked = now.state === "done";
    na.setAttribute("aria-pressed", now.state === "na");
    why.hidden = now.state !== "na";
    for (const [input, key] of inputs) if (input.value !== now[key]) input.value = now[key];
    return now.state;
  };
  return { parts: [na, why], field, show };
}
