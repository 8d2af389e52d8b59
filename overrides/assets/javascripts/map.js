// The map: while a page is pointed at, has the focus or was asked for in the address, its ties stand out and the others step back.

const picture = document.querySelector(".atlas svg");
const ties = [...document.querySelectorAll(".tie")];
const asked = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest(".spot");
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

picture?.addEventListener("pointerover", (event) => {
  pointed = event.target.closest(".spot");
  look();
});
picture?.addEventListener("pointerleave", () => {
  pointed = null;
  look();
});
if (picture) {
  for (const name of ["focusin", "focusout"]) picture.addEventListener(name, () => queueMicrotask(look));
  addEventListener("hashchange", look);
  look();
}
