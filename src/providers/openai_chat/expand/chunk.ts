import {
  type Field,
  field,
  fields,
  items,
  kindOf,
  numberOf,
  spansOf,
  textOf,
  type Value,
} from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import { membersBut, replacing } from "../../expanding/edits.ts";
import type { Frame } from "../../expanding/frames.ts";
import { isThought, saysAnything } from "../../chat/block.ts";

/** One chunk of a stream. */
export interface Chunk {
  readonly root: Value;
  /** Of several answers that were asked for the first; those are asked for without our tool. */
  readonly choice: Value | undefined;
  readonly delta: Value | undefined;
  /** Why the model stopped, where this chunk tells. */
  readonly reason: string | undefined;
  readonly usage: Value | undefined;
}

/** `undefined` where the frame is none. */
export function chunkOf({ data }: Frame): Chunk | undefined {
  const root = data === "" ? undefined : spansOf(encode(data));
  const choices = field(root, "choices");
  if (root === undefined || choices === undefined) return undefined;
  const choice = items(choices)[0];
  const usage = field(root, "usage");
  return {
    root,
    choice,
    delta: field(choice, "delta"),
    reason: textOf(field(choice, "finish_reason")) || undefined,
    usage: usage && kindOf(usage) === "object" ? usage : undefined,
  };
}

/** What the model wrote, in tokens. */
export function tokensIn(usage: Value | undefined): number | undefined {
  return numberOf(field(usage, "completion_tokens"));
}

/** Whether a delta says anything beside its role and its calls. */
export function says(delta: Value | undefined): boolean {
  return saidIn(delta).length > 0;
}

/** Whether a message may be made of what a delta says: of thinking alone it may not. */
export function isShown(delta: Value | undefined): boolean {
  return saidIn(delta).some(({ key }) => !isThought(key));
}

function saidIn(delta: Value | undefined): Field[] {
  return fields(delta).filter(({ key, value }) =>
    key !== "role" && key !== "tool_calls" && saysAnything(value)
  );
}

/** The delta with these calls and no others, and without these members. */
export function withCalls(
  delta: Value,
  calls: readonly string[],
  but: readonly string[] = [],
): string {
  const list = calls.length > 0 ? [`"tool_calls":[${calls}]`] : [];
  return `{${[...membersBut(delta, ["tool_calls", ...but]), ...list]}}`;
}

/** Usage as the upstream told it last, with the tokens of all rounds. */
export function usageEdits(usage: Value | undefined, tokens: number) {
  const prompt = numberOf(field(usage, "prompt_tokens")) ?? 0;
  return [
    [field(usage, "completion_tokens"), `${tokens}`],
    [field(usage, "total_tokens"), `${prompt + tokens}`],
  ] as const;
}

/** The chunk as a frame, with other texts in place of some of its values. */
export function frameWith(
  { root }: Chunk,
  pairs: readonly (readonly [Value | undefined, string])[],
): Uint8Array {
  const data = new TextDecoder().decode(splice(root.tape.body, replacing(pairs)));
  return encode(`data: ${data.replace(/[\r\n]+/g, " ")}\n\n`);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
