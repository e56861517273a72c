import { field, fields, items, kindOf, textOf, type Value } from "../../json/spans.ts";
import { isThought } from "../chat/block.ts";

/** Fields of one thought that hold it signed or encrypted: `reasoning_details` of OpenRouter, `thinking_blocks` of LiteLLM. */
const SEALS = ["signature", "data", "encrypted_content"];

/**
 * Whether a message holds reasoning that is signed or encrypted: among its thinking, in Copilot's `reasoning_opaque`,
 * or as Gemini's signature on it or on one of its calls.
 */
export function isSealed(message: Value): boolean {
  return fields(message).some(({ key, value }) => isThought(key) && sealsThought(key, value)) ||
    [message, ...items(field(message, "tool_calls"))].some(isSigned);
}

function sealsThought(key: string, value: Value): boolean {
  if (key === "reasoning_opaque") return kindOf(value) !== "null" && textOf(value) !== "";
  return items(value).some((thought) => SEALS.some((name) => textOf(field(thought, name))));
}

function isSigned(value: Value): boolean {
  const google = field(field(value, "extra_content"), "google");
  return Boolean(textOf(field(google, "thought_signature")));
}
