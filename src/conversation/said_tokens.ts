import { Buffer } from "node:buffer";
import { fields, items, kindOf, spansOf, textOf, type Value } from "../json/spans.ts";
import { tokensOf } from "../text/tokens.ts";

/** What names a message or tells its kind is the API's own business. */
const FRAME = /^(?:type|role|id|\w+_id)$/;

/** What a model reads of a message that is written in JSON, in estimated tokens: of its strings what they say. */
export function saidTokens(json: string): number {
  const root = spansOf(Buffer.from(json));
  return root ? tokensIn(root) : tokensOf(json);
}

function tokensIn(value: Value): number {
  switch (kindOf(value)) {
    case "string":
      return tokensOf(textOf(value) ?? "");
    case "object":
      return fields(value).reduce((sum, { key, value }) => {
        return FRAME.test(key) ? sum : sum + tokensIn(value);
      }, 0);
    case "array":
      return items(value).reduce((sum, item) => sum + tokensIn(item), 0);
    default:
      return 1;
  }
}
