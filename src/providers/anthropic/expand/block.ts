import { field, fields, spansOf, textOf, type Value } from "../../../json/spans.ts";
import { quote, splice } from "../../../json/splice.ts";
import { type Item, wordsOf } from "../../../conversation/layout.ts";
import { sha256 } from "../../../text/digest.ts";
import { type AnswerBlock, inputOf, type Redeem } from "../../expanding/answer_block.ts";
import { rawOf } from "../../expanding/edits.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";

/** Whether a block, of which the start is known, is a call of ours. */
export function isOurs(block: Value | undefined): boolean {
  return textOf(field(block, "type")) === "tool_use" && textOf(field(block, "name")) === TOOL_NAME;
}

/** A block that is complete as it stands. */
export function blockOf(block: Value, redeem: Redeem): AnswerBlock {
  const type = textOf(field(block, "type")) ?? "";
  return answerBlock({ type, raw: rawOf(block), block, input: field(block, "input") }, redeem);
}

/** Puts a streamed block together from its start and its deltas. */
export class Building {
  readonly #start: Uint8Array;
  readonly #parts = new Map<string, string>();
  #isForeign = false;

  constructor(start: Value) {
    this.#start = start.tape.body.slice(start.start, start.end);
  }

  /** Adds a delta; one of a kind that is not known makes the block one that can't be put back. */
  add(delta: Value | undefined): void {
    const kind = textOf(field(delta, "type"));
    const place = PLACES.find((place) => place.kind === kind);
    const said = place && textOf(field(delta, place.from));
    if (place === undefined || said === undefined) this.#isForeign = true;
    else this.#parts.set(place.to, (this.#parts.get(place.to) ?? "") + said);
  }

  done(redeem: Redeem): AnswerBlock {
    const start = spansOf(this.#start);
    const type = textOf(field(start, "type")) ?? "";
    const json = this.#parts.get("input");
    const input = json === undefined ? field(start, "input") : inputOf(json);
    let bytes = this.#start;
    for (const [name, said] of this.#parts) {
      const literal = name === "input"
        ? new TextEncoder().encode(input && said.trim() !== "" ? said : "{}")
        : quote((textOf(field(start, name)) ?? "") + said);
      bytes = withField(bytes, name, literal);
    }
    const whole = spansOf(bytes)!;
    const raw = this.#isForeign || !STREAMED.test(type)
      ? undefined
      : new TextDecoder().decode(bytes);
    return answerBlock({ type, raw, block: whole, input }, redeem);
  }
}

/** The types of blocks of which it is known how they stream: nothing of them is told outside start and deltas. */
const STREAMED =
  /^(text|thinking|redacted_thinking|container_upload|((server_|mcp_)?tool_use)|\w+_tool_result)$/;

/** Where each kind of delta belongs. Source: Anthropic's "Streaming messages" page. */
const PLACES = [
  { kind: "text_delta", from: "text", to: "text" },
  { kind: "thinking_delta", from: "thinking", to: "thinking" },
  { kind: "signature_delta", from: "signature", to: "signature" },
  { kind: "input_json_delta", from: "partial_json", to: "input" },
];

interface Parts {
  readonly type: string;
  readonly raw: string | undefined;
  readonly block: Value;
  readonly input: Value | undefined;
}

function answerBlock({ type, raw, block, input }: Parts, redeem: Redeem): AnswerBlock {
  if (isOurs(block)) {
    const call = { id: textOf(field(block, "id")) ?? "", input };
    const item: Item = { kind: "hidden", raw: raw ?? "", result: redeem(call) };
    return { type, raw, call, isClientCall: false, item };
  }
  const text = type === "text" ? textOf(field(block, "text")) ?? "" : undefined;
  const item: Item = {
    kind: "visible",
    mark: markOf(type, block),
    words: text === undefined ? undefined : wordsOf(text),
    raw: text !== undefined || type.endsWith("thinking") ? raw : undefined,
  };
  return { type, raw, call: undefined, isClientCall: type === "tool_use", item };
}

/** What an echo of the block repeats to the letter. Short ids too: here they stand beside the chain. */
export function markOf(type: string, block: Value): string | undefined {
  const name = type === "thinking" ? "signature" : type === "redacted_thinking" ? "data" : "id";
  const said = textOf(field(block, name));
  return said ? sha256(said) : undefined;
}

/** The object with one value set; a name that it lacks is added at its end. */
function withField(bytes: Uint8Array, name: string, literal: Uint8Array): Uint8Array {
  const root = spansOf(bytes);
  const value = field(root, name);
  if (value) {
    return splice(bytes, [{ ...placeOf(value), insert: literal }]);
  }
  const comma = fields(root).length > 0 ? "," : "";
  const added = new TextEncoder().encode(
    `${comma}${JSON.stringify(name)}:${new TextDecoder().decode(literal)}`,
  );
  const end = bytes.length - 1;
  return splice(bytes, [{ start: end, end, insert: added }]);
}

function placeOf({ start, end }: Value) {
  return { start, end };
}
