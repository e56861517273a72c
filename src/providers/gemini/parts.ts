import { booleanOf, field, textOf, type Value } from "../../json/spans.ts";

/** JSON of Google's APIs is camelCase, and snake_case is taken too. */
function partOf(part: Value | undefined, camel: string, snake: string): Value | undefined {
  return field(part, camel) ?? field(part, snake);
}

export function callIn(part: Value | undefined): Value | undefined {
  return partOf(part, "functionCall", "function_call");
}

export function responseIn(part: Value | undefined): Value | undefined {
  return partOf(part, "functionResponse", "function_response");
}

export function signatureIn(part: Value | undefined): string | undefined {
  return textOf(partOf(part, "thoughtSignature", "thought_signature"));
}

/** What the model thought, told in words beside the answer. */
export function isThought(part: Value | undefined): boolean {
  return booleanOf(field(part, "thought")) === true;
}

/** An image or the like, held in the part or named by it. */
export function dataIn(part: Value | undefined): Value | undefined {
  return partOf(part, "inlineData", "inline_data") ?? partOf(part, "fileData", "file_data");
}
