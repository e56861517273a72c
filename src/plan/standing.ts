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
  const target = { anchor, digest: digestSent(block, decision) };
  if (decision.kind !== "keep") {
    return standing({ call, kind: "result", target, text: () => decision.text }, desk);
  }
  const text = () => textAt(body, block.place) ?? "";
  return standing({ call, kind: "result", target, text, readBy: call }, desk);
}

function inputsOf(call: Call, { conversation: { body } }: Place, desk: Desk): Standing[] {
  return call.inputs.map(({ place, digest }) =>
    standing({
      call,
      kind: "input",
      target: { anchor: call.anchor, digest },
      text: () => textAt(body, place) ?? "",
    }, desk)
  );
}

/** What stands somewhere, before its lines are looked for. */
interface Source extends Pick<Standing, "call" | "kind" | "target"> {
  text(): string;
  /** The call that read a file, which tells the number of its first line. */
  readonly readBy?: Call;
}

function standing({ call, kind, target, text, readBy }: Source, desk: Desk): Standing {
  // What a command reads is only looked for where the lines are not known yet: that takes longer than all else here.
  const rows = () => rowsOf(text(), readBy && readingOf(readBy)?.from);
  const name = readBy ? `${target.digest} ${readBy.tool} ${readBy.command}` : target.digest;
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
