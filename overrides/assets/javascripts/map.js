// The map: while a page is pointed at, has the focus or was asked for in the address, its ties stand out and the others step back.

// Events are listened to around the picture: an <svg> that listens for the focus gets one itself in Chromium, as a stop for the Tab key.
const around = document.querySelector(".atlas");
const picture = around?.querySelector("svg");
const ties = [...document.querySelectorAll(".tie")];
const asked = () => document.querySelector(".spot:target");
let pointed = null;

function look() {
  const spot = pointed ?? document.activeElement?.closest(".spot") ?? asked();
  const ids = new Set();
  picture.classList.toggle("is-looking", Boolean(spot));
  for (const tie of ties) {
    const { one, other } = tie.dataset;
    const tied = Boolean(spot) && (one === spot.id || other === spot.id);
    tie.classList.toggle("is-tied", tied);
    if (tied) ids.add(one).add(other);
  }
  for (const other of picture.querySelectorAll(".spot")) other.classList.toggle("is-tied", ids.has(other.id));
}

around?.addEventListener("pointerover", (event) => {
  pointed = event.target.closest(".spot");
  look();
});
around?.addEventListener("pointerleave", () => {
  pointed = null;
  look();
});
if (around) {
  for (const name of ["focusin", "focusout"]) around.addEventListener(name, () => queueMicrotask(look));
  addEventListener("hashchange", look);
  look();
}
