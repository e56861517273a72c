import { field, items, textOf, type Value } from "../../json/spans.ts";
import { sha256 } from "../../text/digest.ts";
import type { Said, SaidCall, SaidResult } from "../../conversation/conversation.ts";
import { digestBut, saidBy } from "../../conversation/content.ts";
import { commandOf } from "../../conversation/command.ts";
import { inputsOf } from "../../conversation/inputs.ts";
import { resultOf } from "../../conversation/result.ts";
import { spokenText } from "../../conversation/spoken.ts";

const SPEAKERS: ReadonlySet<string | undefined> = new Set(["user", "assistant"]);

/** What one entry of `messages` says. Calls have no ids: results answer them by tool and in order. */
export function sayOf(body: Uint8Array, message: Value): Said {
  const spoken = textOf(field(message, "role"));
  const role = spoken === "assistant" || spoken === "system" ? spoken : "user";
  const calls = items(field(message, "tool_calls")).map((call) => callOf(call, message.start));
  const results = spoken === "tool" ? [resultIn(body, message)] : [];
  return {
    role,
    digest: sha256([spoken, ...gistOf(body, message, calls)].join("\n")),
    marks: [],
    calls,
    results,
    texts: SPEAKERS.has(spoken) ? spokenText(message.start, field(message, "content")) : [],
    isPinned: false,
  };
}

function callOf(call: Value, from: number): SaidCall {
  const asked = field(call, "function");
  const input = field(asked, "arguments");
  return {
    id: undefined,
    tool: textOf(field(asked, "name")) ?? "",
    command: commandOf(input),
    inputs: inputsOf(input, from),
  };
}

function resultIn(body: Uint8Array, message: Value): SaidResult {
  const result = resultOf(body, message.start, field(message, "content"), {
    callId: undefined,
    isError: false,
  });
  const tool = textOf(field(message, "tool_name")) ?? textOf(field(message, "name"));
  return tool === undefined ? result : { ...result, tool };
}

function gistOf(body: Uint8Array, message: Value, calls: readonly SaidCall[]): string[] {
  const content = field(message, "content");
  const text = saidBy(content);
  const images = items(field(message, "images")).map((image) => digestBut(body, image));
  const words = text === undefined ? content && digestBut(body, content) : sha256(text.trim());
  return [words ?? "", ...images, ...calls.map(({ tool, command }) => `${tool} ${command}`)];
}
