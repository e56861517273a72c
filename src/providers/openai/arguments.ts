import { Buffer } from "node:buffer";
import { spansOf } from "../../json/spans.ts";
import { commandOf } from "../../conversation/command.ts";

/** What a function was asked, from its arguments: a JSON document within a string. */
export function commandIn(input: string | undefined): string {
  if (input === undefined) return "";
  return commandOf(spansOf(Buffer.from(input)));
}
