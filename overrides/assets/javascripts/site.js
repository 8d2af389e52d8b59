// The one module of every page. It waits, and brings each part of what a reader may want only when it is asked for.

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
