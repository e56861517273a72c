import { field, fields, items, kindOf, textOf, type Value } from "../../json/spans.ts";
import { sha256 } from "../../text/digest.ts";
import type {
  Mark,
  Said,
  SaidCall,
  SaidResult,
  SaidText,
} from "../../conversation/conversation.ts";
import { saidBy } from "../../conversation/content.ts";
import { commandOf } from "../../conversation/command.ts";
import { inputsOf } from "../../conversation/inputs.ts";
import { idMarks, signatureMarks } from "../../conversation/marks.ts";
import { saidText } from "../../conversation/result.ts";
import { spokenText } from "../../conversation/spoken.ts";
import { callIn, isThought, responseIn, signatureIn } from "./parts.ts";

/** Strings within a response are looked for so deep. */
const DEEPEST = 16;

/** What one entry of `contents` says. */
export function sayOf(body: Uint8Array, content: Value): Said {
  const role = textOf(field(content, "role")) === "model" ? "assistant" : "user";
  const parts = items(field(content, "parts"));
  const calls = parts.flatMap((part) => callsOf(part, content.start));
  const results = parts.flatMap((part) => resultsOf(body, content.start, part));
  const gist = parts.map((part) => gistOf(body, role, part));
  return {
    role,
    digest: sha256([role, ...gist].join("\n")),
    marks: parts.flatMap(marksOf),
    calls,
    results,
    texts: parts.flatMap((part) => spokenBy(part, content.start)),
    isPinned: parts.some((part) => signatureIn(part) !== undefined),
  };
}

/** What a part says in words, thoughts aside. */
function spokenBy(part: Value, from: number): SaidText[] {
  return isThought(part) ? [] : spokenText(from, field(part, "text"));
}

function callsOf(part: Value, from: number): SaidCall[] {
  const call = callIn(part);
  if (call === undefined) return [];
  const args = field(call, "args");
  return [{
    id: textOf(field(call, "id")),
    tool: textOf(field(call, "name")) ?? "",
    command: commandOf(args),
    inputs: inputsOf(args, from),
  }];
}

/** Every string in the response may be shortened; it stays the object that it is. */
function resultsOf(body: Uint8Array, from: number, part: Value): SaidResult[] {
  const answer = responseIn(part);
  if (answer === undefined) return [];
  const response = field(answer, "response");
  const name = textOf(field(answer, "name"));
  return [{
    callId: textOf(field(answer, "id")),
    ...(name !== undefined && { tool: name }),
    isError: field(response, "error") !== undefined,
    whole: response ? sha256(body.subarray(response.start, response.end)) : "",
    texts: textsIn(response, from),
  }];
}

function textsIn(value: Value | undefined, from: number, depth = 0): SaidText[] {
  if (value === undefined || depth > DEEPEST) return [];
  switch (kindOf(value)) {
    case "string":
      return [saidText(from, value) ?? []].flat();
    case "object":
      return fields(value).flatMap(({ value }) => textsIn(value, from, depth + 1));
    case "array":
      return items(value).flatMap((item) => textsIn(item, from, depth + 1));
    default:
      return [];
  }
}

function marksOf(part: Value): Mark[] {
  return [
    ...idMarks("call", textOf(field(callIn(part), "id"))),
    ...signatureMarks(signatureIn(part)),
  ];
}

/** Of what the model says words and calls count; thoughts and signatures may be dropped by clients. */
function gistOf(body: Uint8Array, role: Said["role"], part: Value): string {
  const answer = responseIn(part);
  const call = callIn(part);
  if (answer !== undefined) return sha256(body.subarray(answer.start, answer.end));
  if (call !== undefined) {
    return `${textOf(field(call, "id"))} ${textOf(field(call, "name"))} ${argumentsOf(body, call)}`;
  }
  const text = saidBy(field(part, "text"));
  if (text === undefined) return sha256(body.subarray(part.start, part.end));
  if (role !== "assistant") return sha256(text.trim());
  return isThought(part) ? "" : text.replace(/\s+/g, "");
}

function argumentsOf(body: Uint8Array, call: Value): string {
  const args = field(call, "args");
  return args ? sha256(body.subarray(args.start, args.end)) : "";
}
