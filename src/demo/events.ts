import type { Given } from "./answer.ts";
import { piecesOf, type Random } from "./random.ts";
import type { Fields } from "./values.ts";

/** The longest piece of a text that comes in one event, in characters. */
const PIECE = 40;

/** Pieces of a text, never cut inside a character. */
function textPieces(text: string, random: Random): string[] {
  return piecesOf(Array.from(text), PIECE, random).map((piece) => piece.join(""));
}

/** A block as it looks when it begins. */
function emptyOf(block: Fields): Fields {
  if (block.type === "text") return { ...block, text: "" };
  if (block.type === "thinking") return { ...block, thinking: "", signature: "" };
  if (block.type === "tool_use") return { ...block, input: {} };
  return block;
}

function deltasOf({ block, raw }: Given, random: Random): Fields[] {
  if (block.type === "text") {
    return textPieces(String(block.text), random).map((text) => ({ type: "text_delta", text }));
  }
  if (block.type === "thinking") {
    return [
      ...textPieces(String(block.thinking), random).map((thinking) => ({
        type: "thinking_delta",
        thinking,
      })),
      { type: "signature_delta", signature: block.signature },
    ];
  }
  if (block.type !== "tool_use") return [];
  const whole = raw ?? JSON.stringify(block.input);
  // A call without arguments streams no JSON at all.
  const pieces = whole === "{}" ? [] : textPieces(whole, random);
  return ["", ...pieces].map((json) => ({ type: "input_json_delta", partial_json: json }));
}

function blockEvents(given: Given, index: number, random: Random): Fields[] {
  return [
    { type: "content_block_start", index, content_block: emptyOf(given.block) },
    ...deltasOf(given, random).map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
}

/** The events of one streamed answer, in order. */
export function eventsOf(message: Fields, given: readonly Given[], random: Random): Fields[] {
  const usage = message.usage as Fields;
  const start = {
    ...message,
    content: [],
    stop_reason: null,
    usage: { ...usage, output_tokens: 1 },
  };
  return [
    { type: "message_start", message: start },
    { type: "ping" },
    ...given.flatMap((one, index) => blockEvents(one, index, random)),
    {
      type: "message_delta",
      delta: { stop_reason: message.stop_reason, stop_sequence: null },
      usage: { output_tokens: usage.output_tokens },
    },
    { type: "message_stop" },
  ];
}

/** An event's bytes, with a ping or a comment before it now and then. */
export function frameOf(event: Fields, random: Random): string {
  const frame = `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
  const dice = random();
  if (dice < 0.04) return `event: ping\ndata: {"type": "ping"}\n\n${frame}`;
  if (dice < 0.08) return `: still here\n\n${frame}`;
  return frame;
}
