import { booleanOf, field, textOf, type Value } from "../../json/spans.ts";

/** A field by its name in camelCase, or in snake_case, which Google's APIs take too. */
export function either(value: Value | undefined, camel: string): Value | undefined {
  const snake = camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return field(value, camel) ?? field(value, snake);
}

export function callIn(part: Value | undefined): Value | undefined {
  return either(part, "functionCall");
}

export function responseIn(part: Value | undefined): Value | undefined {
  return either(part, "functionResponse");
}

export function signatureIn(part: Value | undefined): string | undefined {
  return textOf(either(part, "thoughtSignature"));
}

/** What the model thought, told in words beside the answer. */
export function isThought(part: Value | undefined): boolean {
  return booleanOf(field(part, "thought")) === true;
}

/** An image or the like, held in the part or named by it. */
export function dataIn(part: Value | undefined): Value | undefined {
  return either(part, "inlineData") ?? either(part, "fileData");
}
