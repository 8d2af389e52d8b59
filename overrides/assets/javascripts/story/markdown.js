// Markdown as the site reads it: CommonMark with tables and our own line `::: practice id step …` (hooks/folio/blocks.py).

import "../vendor/markdown-it.min.js";

const DIRECTIVE = /^:::[ \t]*practices?(?![\p{L}\p{N}_-])([^\n]*)/u;

/** A parser, to which a tag is text. */
export function parser() {
  const made = globalThis.markdownit("commonmark", { html: false, maxNesting: 100 }).enable("table");
  made.block.ruler.before("fence", "embed", embed, { alt: ["paragraph", "reference"] });
  return made;
}

export const unescape = (text) => globalThis.markdownit().utils.unescapeAll(text);

function embed(state, start, end, silent) {
  const row = state.src.slice(state.bMarks[start], state.eMarks[start]);
  const match = state.level === 0 && state.sCount[start] === 0 && state.blkIndent === 0 && DIRECTIVE.exec(row);
  if (!match) return false;
  if (!silent) {
    const token = state.push("embed", "", 0);
    token.info = match[1].replace(/^[ \t:]+|[ \t:]+$/g, "");
    token.map = [start, start + 1];
    state.line = start + 1;
  }
  return true;
}
