// Footnotes beside the text: on a wide screen each stands in the margin, next to the block that first refers to it (beside.css).
// The notes themselves move, so that nothing is there twice. On a narrow screen and on paper they stand at the end, and so do
// those for which the margin has no room: they would stand too low there, or tear the text apart.

import { el } from "../practice/dom.js";

const TORN = 40; // px: more than the margins between blocks make
const wide = matchMedia("(min-width: 60em)");

export function notes(list) {
  const text = list.parentElement;
  const end = list.querySelector("ol");
  const all = [...end.children];
  all.forEach((note, n) => (note.value = n + 1));

  /** The block of the text that first refers to a note. */
  function block(note) {
    let found = [...text.querySelectorAll(".footnote-ref")].find((link) => link.getAttribute("href") === `#${note.id}`);
    while (found && found.parentElement !== text) found = found.parentElement;
    return found;
  }

  function aside() {
    for (const [place, found] of Map.groupBy(all, block)) {
      if (!place) continue;
      const box = el("div", { class: "beside footnote" }, el("ol", {}, found));
      const before = text.offsetHeight - list.offsetHeight;
      place.after(box);
      const far = box.getBoundingClientRect().top > place.getBoundingClientRect().bottom;
      if (far || text.offsetHeight - list.offsetHeight > before + TORN) {
        end.append(...found);
        box.remove();
      }
    }
    list.hidden = !end.children.length;
  }

  function home() {
    list.hidden = false;
    end.append(...all);
    for (const box of text.querySelectorAll(".beside.footnote")) box.remove();
  }

  const settle = () => (home(), wide.matches && aside());
  wide.addEventListener("change", settle);
  addEventListener("beforeprint", home);
  addEventListener("afterprint", settle);
  settle();
  text.querySelector(":target")?.scrollIntoView({ block: "nearest" });
}
