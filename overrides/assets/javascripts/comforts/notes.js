// Footnotes beside the text: on a wide screen each stands in the margin, next to the block that first refers to it (beside.css).
// The notes themselves move, so that nothing is there twice. On a narrow screen and on paper they stand at the end.

import { el } from "../practice/dom.js";

const wide = matchMedia("(min-width: 60em)");

export function notes(list) {
  const text = list.parentElement;
  const end = list.querySelector("ol");
  const all = [...end.children];
  const boxes = [];

  function aside() {
    for (const [n, note] of all.entries()) {
      let block = [...text.querySelectorAll(".footnote-ref")].find((link) => link.getAttribute("href") === `#${note.id}`);
      while (block && block.parentElement !== text) block = block.parentElement;
      if (!block) continue;
      if (!boxes.includes(block.nextSibling)) {
        boxes.push(el("div", { class: "beside footnote" }, el("ol", {})));
        block.after(boxes.at(-1));
      }
      note.value = n + 1;
      block.nextSibling.firstChild.append(note);
    }
    list.hidden = !end.children.length;
  }

  function home() {
    list.hidden = false;
    end.append(...all);
    for (const box of boxes.splice(0)) box.remove();
  }

  const settle = () => (home(), wide.matches && aside());
  wide.addEventListener("change", settle);
  addEventListener("beforeprint", home);
  addEventListener("afterprint", settle);
  settle();
  text.querySelector(":target")?.scrollIntoView({ block: "nearest" });
}
