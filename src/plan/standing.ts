import { textAt } from "../json/spans.ts";
import { sha256 } from "../text/digest.ts";
import type { Block, Call } from "../conversation/conversation.ts";
import { readingOf } from "../rules/reading.ts";
import type { Decision, Target } from "./decision.ts";
import type { Desk, Scene } from "./desk.ts";
import { type Lines, type Rows, rowsOf } from "./lines.ts";

/** A text that stands in the request before the block under decision, as it goes up: what a reference may point at. */
export interface Standing {
  readonly call: Call;
  /** What a call gave back, or what it was given. */
  readonly kind: "result" | "input";
  readonly target: Target;
  /** Found when first asked for, which takes a while. */
  readonly lines: Lines;
  rows(): Rows;
}

/** A block, and what stands before it. */
type Place = Pick<Scene, "block" | "before" | "conversation">;

/** A shorter text holds nothing that is worth a reference. In UTF-16 units. */
const SHORTEST = 120;

/** All that stands before, the latest first. Results that are themselves squeezed stand as they were sent. */
export function standingsOf(scene: Place, desk: Desk): Standing[] {
  const { before, block } = scene;
  const standings = inputsOf(block.call, scene, desk);
  let last: Call | undefined = block.call;
  for (let i = before.blocks.length - 1; i >= 0; i--) {
    const result = resultOf(before.blocks[i], before.decisions[i], scene, desk);
    if (result !== undefined) standings.push(result);
    const { call } = before.blocks[i];
    if (call !== last) standings.push(...inputsOf(call, scene, desk));
    last = call;
  }
  return standings;
}

/** What a block is known by as it was sent. */
export function digestSent(block: Block, decision: Decision): string {
  return decision.kind === "keep" ? block.digest : sha256(decision.text);
}

function resultOf(
  block: Block,
  decision: Decision,
  { conversation: { body } }: Place,
  desk: Desk,
): Standing | undefined {
  const length = decision.kind === "keep" ? block.length : decision.text.length;
  if (length < SHORTEST) return undefined;
  const { anchor, call } = block;
  const text = () => decision.kind === "keep" ? textAt(body, block.place) ?? "" : decision.text;
  const from = decision.kind === "keep" ? readingOf(call)?.from : undefined;
  const digest = digestSent(block, decision);
  return standing(call, "result", { anchor, digest }, text, from, desk);
}

function inputsOf(call: Call, { conversation: { body } }: Place, desk: Desk): Standing[] {
  return call.inputs.map(({ place, digest }) =>
    standing(
      call,
      "input",
      { anchor: call.anchor, digest },
      () => textAt(body, place) ?? "",
      undefined,
      desk,
    )
  );
}

function standing(
  call: Call,
  kind: Standing["kind"],
  target: Target,
  text: () => string,
  from: number | undefined,
  desk: Desk,
): Standing {
  const rows = () => rowsOf(text(), from);
  const name = `${target.digest} ${from ?? ""}`;
  let found: Lines | undefined;
  return {
    call,
    kind,
    target,
    rows,
    get lines() {
      return found ??= desk.lines(name, rows);
    },
  };
}
