import { field, items, textOf, type Value } from "../../json/spans.ts";
import { sha256 } from "../../text/digest.ts";
import type { Mark, Role, Said, SaidCall, SaidResult } from "../../conversation/conversation.ts";
import {
  bearsMarker,
  type Content,
  contentOf,
  digestBut,
  literalOf,
  saidBy,
} from "../../conversation/content.ts";
import { idMarks, signatureMarks } from "../../conversation/marks.ts";
import { resultOf } from "../../conversation/result.ts";
import { spokenIn } from "../../conversation/spoken.ts";
import { commandIn } from "../openai/arguments.ts";
import { isSealed } from "./sealed.ts";

const SPEAKERS: ReadonlySet<string | undefined> = new Set(["user", "assistant"]);

/** What one entry of `messages` says. Each result is a message of its own. */
export function sayOf(body: Uint8Array, message: Value): Said {
  const spoken = textOf(field(message, "role"));
  const role = roleOf(spoken);
  const content = contentOf(field(message, "content"));
  const called = callsIn(message);
  const results = spoken === "tool" || spoken === "function" ? [answeredBy(body, message)] : [];
  return {
    role,
    digest: sha256([spoken, ...gistOf(body, role, content, called, results)].join("\n")),
    marks: called.flatMap(marksOf),
    calls: called.map(callOf),
    results,
    texts: SPEAKERS.has(spoken) ? spokenIn(message.start, content) : [],
    isPinned: bearsMarker(message) || isSealed(message),
  };
}

function roleOf(role: string | undefined): Role {
  if (role === "assistant") return "assistant";
  return role === "system" || role === "developer" ? "system" : "user";
}

/** A call with its function, as the message has it; `function_call` is what calls were before they had ids. */
interface Called {
  readonly call: Value;
  readonly id: string | undefined;
}

function callsIn(message: Value): Called[] {
  const legacy = field(message, "function_call");
  const calls = items(field(message, "tool_calls")).map((call) => ({
    call,
    id: textOf(field(call, "id")),
  }));
  return legacy === undefined ? calls : [...calls, { call: legacy, id: undefined }];
}

function callOf({ call, id }: Called): SaidCall {
  const asked = field(call, "function") ?? field(call, "custom") ?? call;
  const input = textOf(field(asked, "input"));
  return {
    id,
    tool: textOf(field(asked, "name")) ?? "",
    command: input ?? commandIn(textOf(field(asked, "arguments"))),
    inputs: [],
  };
}

/** Behind OpenAI's shape Gemini's models sign their calls too. */
function marksOf({ call, id }: Called): Mark[] {
  const google = field(field(call, "extra_content"), "google");
  return [...idMarks("call", id), ...signatureMarks(textOf(field(google, "thought_signature")))];
}

function answeredBy(body: Uint8Array, message: Value): SaidResult {
  const result = resultOf(body, message.start, field(message, "content"), {
    callId: textOf(field(message, "tool_call_id")),
    isError: false,
  });
  const tool = textOf(field(message, "name"));
  return tool === undefined ? result : { ...result, tool };
}

/** Of the model's turns the words and calls count, of the client's all but markers. */
function gistOf(
  body: Uint8Array,
  role: Role,
  content: readonly Content[],
  called: readonly Called[],
  [result]: readonly SaidResult[],
): string[] {
  if (result !== undefined) return [`${result.callId ?? result.tool} ${result.whole}`];
  if (role === "assistant") {
    return [wordsOf(content), ...called.map(({ call, id }) => id ?? callOf({ call, id }).tool)];
  }
  return content.map(({ type, value }) => {
    const text = type === "text" ? saidBy(literalOf(value)) : undefined;
    return text === undefined ? digestBut(body, value) : sha256(text.trim());
  });
}

function wordsOf(content: readonly Content[]): string {
  return content.filter(({ type }) => type === "text")
    .map(({ value }) => (saidBy(literalOf(value)) ?? "").replace(/\s+/g, ""))
    .join("");
}
