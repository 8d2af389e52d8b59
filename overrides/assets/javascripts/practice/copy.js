// Text to take elsewhere.

import { el } from "./dom.js";
import { ask, say } from "./say.js";

export async function copy(text, more = "") {
  try {
    await navigator.clipboard.writeText(text);
    say(`Copied. ${more}`);
  } catch {
    const field = el("textarea", { readonly: true, rows: 10, "aria-label": "The text to copy" }, text);
    ask("Copy this text", [el("p", {}, `This page may not copy by itself. The text is selected: copy it with Ctrl+C, or Cmd+C on a Mac. ${more}`), field], "", "Close");
    field.select();
    field.focus();
  }
}
