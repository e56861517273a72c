import { field, textOf, type Value } from "../../json/spans.ts";
import { sha256 } from "../../text/digest.ts";
import { commandOf } from "../../conversation/command.ts";
import { inputsOf } from "../../conversation/inputs.ts";
import { idMarks, signatureMarks } from "../../conversation/marks.ts";
import type { Mark, Role, Said, SaidCall } from "../../conversation/conversation.ts";
import {
  bearsMarker,
  type Content,
  contentOf,
  digestBut,
  literalOf,
  saidBy,
} from "../../conversation/content.ts";
import { spokenIn } from "../../conversation/spoken.ts";
import { resultOf } from "./result.ts";

/** Blocks that are bound to what was said before them, whether their signature was kept or not. */
const THINKING = new Set(["thinking", "redacted_thinking"]);

/** What one entry of `messages` says. */
export function sayOf(body: Uint8Array, message: Value): Said {
  const role = roleOf(textOf(field(message, "role")));
  const content = contentOf(field(message, "content"));
  const calls = content.flatMap((block) => callsOf(block, message.start));
  const results = new Map(
    content.filter(({ type }) => role === "user" && type === "tool_result")
      .map(({ value }) => [value, resultOf(body, message.start, value)]),
  );
  const gist = role === "assistant"
    ? [wordsOf(content), ...calls.map((call) => call.id ?? call.tool)]
    : content.flatMap((block) => {
      const result = results.get(block.value);
      return result ? [`${result.callId} ${result.whole}`] : gistOf(body, block);
    });
  return {
    role,
    digest: sha256([role, ...gist].join("\n")),
    marks: content.flatMap(marksOf),
    calls,
    results: [...results.values()],
    texts: role === "system" ? [] : spokenIn(message.start, content),
    isPinned: content.some(({ type, value }) => THINKING.has(type) || bearsMarker(value)),
  };
}

function roleOf(role: string | undefined): Role {
  return role === "assistant" || role === "system" ? role : "user";
}

/** Of the model's turns the words count, white space aside: clients drop thinking and join neighbouring texts. */
function wordsOf(content: readonly Content[]): string {
  return content.filter(({ type }) => type === "text")
    .map(({ value }) => (saidBy(literalOf(value)) ?? "").replace(/\s+/g, ""))
    .join("");
}

/** Of the client's turns everything counts but markers, and the white space around texts. */
function gistOf(body: Uint8Array, { type, value }: Content): string[] {
  if (type !== "text") return [digestBut(body, value)];
  const literal = literalOf(value);
  const text = saidBy(literal)?.trim();
  if (text === undefined) return [digestBut(body, literal ?? value)];
  return text === "" ? [] : [sha256(text)];
}

function marksOf({ type, value }: Content): Mark[] {
  if (type === "thinking") return signatureMarks(textOf(field(value, "signature")));
  if (type === "redacted_thinking") return signatureMarks(textOf(field(value, "data")));
  return type.endsWith("tool_use") ? idMarks("call", textOf(field(value, "id"))) : [];
}

function callsOf({ type, value }: Content, from: number): SaidCall[] {
  if (type !== "tool_use") return [];
  const input = field(value, "input");
  return [{
    id: textOf(field(value, "id")),
    tool: textOf(field(value, "name")) ?? "",
    command: commandOf(input),
    inputs: inputsOf(input, from),
  }];
}
