import { nameOf, signatureOf, type Standing } from "./binding.ts";
import { digestOf, isThinking } from "./canonical.ts";
import type { Say, Step } from "./script.ts";
import { blocksOf, type Fields, isFields } from "./values.ts";

/** One content block of an answer, and how its input is streamed. */
export interface Given {
  readonly block: Fields;
  readonly raw: string | undefined;
}

/** The input that stands in the block: a raw text that is no object can't be given back, so it counts as `{}`. */
function inputOf(say: Extract<Say, { kind: "call" }>): Fields {
  if (say.raw === undefined) return say.input;
  try {
    const input: unknown = JSON.parse(say.raw);
    return isFields(input) ? input : {};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {};
  }
}

function lastThinkingIn(standing: Standing): string {
  const last = standing.messages.flatMap((message) => blocksOf(message.content))
    .filter(isThinking).at(-1);
  return last === undefined ? "" : nameOf(last);
}

/** The blocks of one answer, signed over the request as it was received. */
export function givenOf(step: Step, standing: Standing, name: string): Given[] {
  const given: Given[] = [];
  let previous = lastThinkingIn(standing);
  for (const [i, say] of step.says.entries()) {
    const before = given.map(({ block }) => block);
    const sign = (text: string) =>
      signatureOf(standing.coverAt(standing.messages.length, before, previous), text);
    const block = blockOf(say, sign, `toolu_01${digestOf(name, String(i)).slice(0, 22)}`);
    given.push({ block, raw: say.kind === "call" ? say.raw : undefined });
    if (isThinking(block)) previous = nameOf(block);
  }
  return given;
}

function blockOf(say: Say, sign: (text: string) => string, id: string): Fields {
  switch (say.kind) {
    case "text":
      return { type: "text", text: say.text };
    case "thinking":
      return {
        type: "thinking",
        thinking: say.text,
        signature: say.signature ?? sign(say.text),
      };
    case "redacted":
      return { type: "redacted_thinking", data: sign("") };
    case "call":
      return { type: "tool_use", id: say.id ?? id, name: say.tool, input: inputOf(say) };
    case "block":
      return say.block;
  }
}

/** Why an answer ends. */
export function stopReasonOf(step: Step): string {
  const calls = step.says.some((say) => say.kind === "call");
  return step.stop ?? (calls ? "tool_use" : "end_turn");
}
