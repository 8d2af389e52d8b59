// Elements made node by node: a word is only ever text here, whoever wrote it.

/** An element with attributes, listeners and children; what is empty is left out. */
export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child || child === 0));
  return node;
}

export const button = (text, onclick, attributes) => el("button", { type: "button", class: "tool", onclick, ...attributes }, text);
