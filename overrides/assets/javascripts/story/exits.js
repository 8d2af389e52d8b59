// The ways out of the page for a finished story. The page itself sends nothing: it fills in an address that somebody follows,
// makes a file, or copies.

import { el } from "../practice/dom.js";

const MOST_MAIL = 1800; // bytes: beyond about two thousand some mail programs cut an address

const fill = (address, gaps) => address.replace(/\{(\w+)\}/g, (gap, name) => (name in gaps ? encodeURIComponent(gaps[name]) : gap));

/** The address of the forge's editor with the file in it, how many bytes that takes, and, where they are too many, one without the text. */
export function toForge({ file, blank }, path, text, most) {
  const whole = fill(file, { path, text });
  const fits = whole.length <= most;
  return { href: fits ? whole : fill(blank, { path }), bytes: whole.length, fits };
}

/** The address of a letter to the editor; one that would be too long has only a note where to find the story. */
export function toEditor(email, title, text) {
  const letter = (body) => `mailto:${encodeURIComponent(email).replace("%40", "@")}?subject=${encodeURIComponent(`A story: ${title}`)}&body=${encodeURIComponent(body.replace(/\n/g, "\r\n"))}`;
  const whole = letter(text);
  const fits = whole.length <= MOST_MAIL;
  return { href: fits ? whole : letter("My story is copied: I paste it here, or attach the file that I downloaded.\n\n"), fits };
}

export function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/** Copy within the click itself, so that the link that was clicked may be followed at once. Resolves to whether it worked. */
export function copy(text) {
  const focused = document.activeElement;
  const field = el("textarea", { readonly: true, "aria-hidden": true, class: "tell__copied" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  if (done) return Promise.resolve(true);
  return navigator.clipboard ? navigator.clipboard.writeText(text).then(() => true, () => false) : Promise.resolve(false);
}
