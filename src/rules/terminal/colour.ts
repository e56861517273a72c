import { stepAt } from "./steps.ts";

/**
 * The text without colours and whatever else changes nothing on the screen; all other characters stay, carriage
 * returns too, and lines that hold a link stay as they came. `undefined` where the text moves the cursor or erases.
 */
export function withoutColour(text: string): string | undefined {
  const lines: string[] = [];
  let line = "";
  let lineStart = 0;
  let isLinked = false;
  let hasMoved = false;
  for (let at = 0; at < text.length;) {
    const step = stepAt(text, at);
    if (step.kind === "unknown") return undefined;
    if (step.kind === "move") {
      // Programs that colour erase up to the line's end for the sake of the background.
      if (step.name !== "K" || (step.count ?? 0) > 0 || hasMoved) return undefined;
    } else if (step.kind === "link") isLinked = true;
    else if (step.kind !== "nothing") line += text.slice(at, step.end);
    hasMoved ||= step.kind === "return" || step.kind === "back";
    at = step.end;
    if (step.kind === "feed" || at === text.length) {
      lines.push(isLinked ? text.slice(lineStart, at) : line);
      line = "";
      lineStart = at;
      isLinked = false;
      hasMoved = false;
    }
  }
  return lines.join("");
}
