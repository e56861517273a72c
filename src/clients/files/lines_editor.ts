import type { Editor, Found } from "./editor.ts";

const BEGIN = '# >>> squeezr: "squeezr unsetup" takes these lines out';
const END = "# <<< squeezr";
const BLOCK = /^# >>> squeezr\b[^\n]*\n([^]*?)^# <<< squeezr[^\n]*(?:\n|$)/m;

function feedOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function blockIn(text: string): Found & { readonly end: number } | undefined {
  const match = BLOCK.exec(text);
  if (match === null) return undefined;
  const literal = match[1].replaceAll("\r\n", "\n").trimEnd();
  return { start: match.index, end: match.index + match[0].length, literal };
}

/** Lines of a shell's profile or a .env, between two marks; there is one such block in a file. */
export const linesEditor: Editor = {
  put(text, { literal }) {
    const feed = feedOf(text);
    const block = [BEGIN, ...literal.split("\n"), END, ""].join(feed);
    const there = blockIn(text);
    if (there) return { text: text.slice(0, there.start) + block + text.slice(there.end), made: 0 };
    const open = text === "" || text.endsWith("\n") ? "" : feed;
    return { text: text + open + block, made: 0 };
  },
  find: (text) => blockIn(text),
  take(text) {
    const block = blockIn(text);
    return block === undefined ? text : text.slice(0, block.start) + text.slice(block.end);
  },
  // Whether the last line is ended makes no difference to what reads it.
  read: (text) => text.replace(/\r?\n$/, "").split(/\r?\n/),
  isSame: (one, other) => one === other,
};
