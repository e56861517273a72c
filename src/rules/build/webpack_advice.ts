import type { Rule } from "../rule.ts";
import { isShell } from "../tool.ts";

const FIRST =
  "BREAKING CHANGE: webpack < 5 used to include polyfills for node.js core modules by default.";
const ADVICE: readonly RegExp[] = [
  /^This is no longer the case\. Verify if you need this module and configure a polyfill for it\.$/,
  /^$/,
  /^If you want to include a polyfill, you need to:$/,
  /^\t- add a fallback 'resolve\.fallback: (\{ .* \})'$/,
  /^\t- install ('.*')$/,
  /^If you don't want to include a polyfill, you can use an empty module like this:$/,
  /^\tresolve\.fallback: (\{ .* \})$/,
];

/** webpack gives the same advice for each module of node that it lacks: it stands once, then what is its own. */
export const webpackAdvice: Rule = {
  name: "webpack_advice",
  doc: "webpack: its advice on polyfills once, then the names",
  loses: "nothing",
  matches: ({ tool, text }) => isShell(tool) && text.indexOf(FIRST) !== text.lastIndexOf(FIRST),
  squeeze: ({ text }) => {
    const lines = text.split("\n");
    const written: string[] = [];
    let isGiven = false;
    for (let at = 0; at < lines.length;) {
      const told = lines[at] === FIRST ? adviceAt(lines, at + 1) : undefined;
      if (told === undefined || !isGiven) written.push(lines[at++]);
      else {
        written.push(`[advice as above: ${told.join(", ")}]`);
        at += ADVICE.length + 1;
      }
      isGiven ||= told !== undefined;
    }
    return written.join("\n");
  },
};

/** What the advice that begins at this place says of the module; `undefined` where it is another one. */
function adviceAt(lines: readonly string[], from: number): string[] | undefined {
  const told: string[] = [];
  for (const [i, pattern] of ADVICE.entries()) {
    const match = pattern.exec(lines[from + i] ?? "-");
    if (match === null) return undefined;
    told.push(...match.slice(1));
  }
  const [fallback, name, empty] = told;
  return [`fallback ${fallback}`, `install ${name}`, `or fallback ${empty}`];
}
