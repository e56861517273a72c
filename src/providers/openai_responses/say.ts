import { field, items, kindOf, textOf, type Value } from "../../json/spans.ts";
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
import { commandOf } from "../../conversation/command.ts";
import { idMarks, signatureMarks } from "../../conversation/marks.ts";
import { resultOf, saidText } from "../../conversation/result.ts";
import { spokenIn } from "../../conversation/spoken.ts";
import { commandIn } from "../openai/arguments.ts";
import { wrappedText } from "./wrapped.ts";

/** Items whose `output` is what a tool gave back: a string, or a list of blocks. */
const OUTPUTS = new Set([
  "function_call_output",
  "custom_tool_call_output",
  "local_shell_call_output",
]);

/** Items that a client puts in beside messages and outputs: all others are the model's. */
const CLIENTS = new Set([
  "additional_tools",
  "apply_patch_call_output",
  "compaction_trigger",
  "computer_call_output",
  "configuration_update",
  "mcp_approval_response",
  "program_output",
  "tool_search_output",
]);

/** What one item of `input` says; an input that is a lone string is a message of the user. */
export function sayOf(body: Uint8Array, item: Value): Said {
  const type = textOf(field(item, "type")) ?? "message";
  const results = resultsOf(body, type, item);
  const called = callOf(type, item);
  const role = roleOf(type, item, results);
  return {
    role,
    digest: sha256([type, role, ...gistOf(body, type, item, called, results)].join("\n")),
    marks: marksOf(type, item, called),
    calls: called ? [called] : [],
    results,
    texts: type === "message" && role !== "system" ? spokenIn(item.start, contentIn(item)) : [],
    isPinned: isPinned(item),
    ...(type === "reasoning" && { isReasoning: true }),
  };
}

/** A lone string is a message of the user, written short. */
function contentIn(item: Value): Content[] {
  return contentOf(kindOf(item) === "string" ? item : field(item, "content"));
}

/** Reasoning, and histories that the server has compacted, come back encrypted. */
function isPinned(item: Value): boolean {
  return Boolean(textOf(field(item, "encrypted_content"))) || bearsMarker(item) ||
    items(field(item, "output")).some(bearsMarker);
}

function roleOf(type: string, item: Value, results: readonly SaidResult[]): Role {
  if (type === "message") {
    const role = textOf(field(item, "role"));
    if (role === "assistant") return "assistant";
    return role === "system" || role === "developer" ? "system" : "user";
  }
  return results.length > 0 || CLIENTS.has(type) ? "user" : "assistant";
}

/** The call that an item makes, if it is one that has an output of its own in `input`. */
export function callOf(type: string, item: Value | undefined): SaidCall | undefined {
  const id = textOf(field(item, "call_id")) ?? textOf(field(item, "id"));
  const name = textOf(field(item, "name"));
  switch (type) {
    case "function_call":
      return called(id, name, commandIn(textOf(field(item, "arguments"))));
    case "custom_tool_call":
      return called(id, name, textOf(field(item, "input")));
    case "local_shell_call":
    case "shell_call":
      return called(id, "shell", shellCommandOf(field(item, "action")));
    default:
      return undefined;
  }
}

function called(
  id: string | undefined,
  tool: string | undefined,
  command: string | undefined,
): SaidCall {
  return { id, tool: tool ?? "", command: command ?? "", inputs: [] };
}

/** `{"command": ["bash", "-lc", "ls"]}`, or `{"commands": ["ls", "git status"]}` */
function shellCommandOf(action: Value | undefined): string {
  const commands = items(field(action, "commands")).map((command) => textOf(command) ?? "");
  return commands.length > 0 ? commands.join("\n") : commandOf(action);
}

function resultsOf(body: Uint8Array, type: string, item: Value): SaidResult[] {
  const callId = textOf(field(item, "call_id")) ?? textOf(field(item, "id"));
  const answering = { callId, isError: false };
  if (OUTPUTS.has(type)) {
    const output = field(item, "output");
    const inner = wrappedText(item.start, output);
    if (inner === undefined) return [resultOf(body, item.start, output, answering)];
    return [{ ...answering, whole: sha256(inner.digest), texts: [inner] }];
  }
  return type === "shell_call_output" ? [shellResultOf(item, callId)] : [];
}

/** `[{"stdout": "...", "stderr": "...", "outcome": {...}}]` */
function shellResultOf(item: Value, callId: string | undefined): SaidResult {
  const texts = items(field(item, "output")).flatMap((output) =>
    ["stdout", "stderr"].flatMap((name) => saidText(item.start, field(output, name)) ?? [])
  );
  const whole = sha256(texts.map(({ digest }) => digest).join("\n"));
  return { callId, isError: false, whole, texts };
}

function marksOf(type: string, item: Value, called: SaidCall | undefined): Mark[] {
  if (type === "reasoning" || type === "compaction") {
    return signatureMarks(textOf(field(item, "encrypted_content")));
  }
  // An item that the server keeps, in place of what the model said.
  if (type === "item_reference") return idMarks("answer", textOf(field(item, "id")));
  return called ? idMarks("call", called.id) : [];
}

/** Of what the model says words and calls count: clients drop its reasoning and the items' own ids. */
function gistOf(
  body: Uint8Array,
  type: string,
  item: Value,
  called: SaidCall | undefined,
  results: readonly SaidResult[],
): string[] {
  if (results.length > 0) return results.map(({ callId, whole }) => `${callId} ${whole}`);
  if (called) return [called.id ?? called.tool];
  if (type === "reasoning") return [textOf(field(item, "encrypted_content")) ?? ""];
  if (type !== "message") return [digestBut(body, item)];
  const isModels = textOf(field(item, "role")) === "assistant";
  return contentIn(item).map(({ value }) => {
    const text = saidBy(literalOf(value));
    if (text === undefined) return digestBut(body, value);
    return isModels ? text.replace(/\s+/g, "") : sha256(text.trim());
  });
}
