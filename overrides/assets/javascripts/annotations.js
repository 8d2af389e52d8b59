// Material's script numbers annotations by a stylesheet alone: their links get a name here, for those who hear the page.

const main = document.querySelector("main");

function name() {
  for (const link of main.querySelectorAll(".md-annotation__index:not([aria-label])")) {
    link.setAttribute("aria-label", `Annotation ${link.querySelector("[data-md-annotation-id]")?.dataset.mdAnnotationId ?? ""}`.trim());
  }
}

new MutationObserver(name).observe(main, { childList: true, subtree: true });
name();
