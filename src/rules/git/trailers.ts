import type { LeftOut } from "./parts.ts";

const TRAILER = /^(?:[A-Z][\w-]*-by|Cc|CC): [^<>]*<[^<>]*>$/;
const DATA_TITLE = "updated-dependencies:";
const DATA = /^(?:- | {2})[a-z-]+: /;

/** A commit's message, and what of it went. */
export interface Message {
  readonly lines: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** Takes the trailers of messages that stood in an earlier one, and what dependabot writes for programs. */
export function trailerFilter(): (message: readonly string[]) => Message {
  const seen = new Set<string>();
  return (message) => {
    const isData = dataIn(message);
    const isRepeat = message.map((line) => {
      const repeats = seen.has(line);
      if (TRAILER.test(line)) seen.add(line);
      return repeats;
    });
    const kept = message.filter((_, i) => !isRepeat[i] && !isData[i]);
    if (kept.length === message.length) return { lines: message, leftOut: [] };
    const repeats = message.filter((_, i) => isRepeat[i]);
    const data = message.filter((_, i) => isData[i]);
    const leftOut = [
      { one: "repeated trailer", many: "repeated trailers", texts: repeats },
      { one: "line of dependabot data", many: "lines of dependabot data", texts: data },
    ];
    return {
      lines: withoutDoubleBlanks(kept),
      leftOut: leftOut.filter(({ texts }) => texts.length > 0),
    };
  };
}

/** `---`, `updated-dependencies:`, names and versions that the text above says as well, `...`. */
function dataIn(message: readonly string[]): boolean[] {
  const isData: boolean[] = Array(message.length).fill(false);
  const title = message.indexOf(DATA_TITLE);
  if (title < 1 || message[title - 1] !== "---") return isData;
  let end = title + 1;
  while (end < message.length && DATA.test(message[end])) end++;
  return message[end] === "..." ? isData.fill(true, title - 1, end + 1) : isData;
}

function withoutDoubleBlanks(lines: readonly string[]): string[] {
  const single = lines.filter((line, i) => line !== "" || i > 0 && lines[i - 1] !== "");
  return single.at(-1) === "" ? single.slice(0, -1) : single;
}
