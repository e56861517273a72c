import { stepAt } from "./steps.ts";

/** What a text writes between one move of the cursor and the next, colours aside. */
export function* framesOf(text: string): Generator<string> {
  let frame = "";
  for (let at = 0; at < text.length;) {
    const step = stepAt(text, at);
    if (step.kind === "text" || step.kind === "strange") frame += text.slice(at, step.end);
    else if (step.kind !== "nothing" && step.kind !== "link") {
      yield frame;
      frame = "";
    }
    at = step.end;
  }
  yield frame;
}
