import type { Fields } from "../../src/demo/values.ts";
import type { Outcome } from "./moves.ts";
import { text } from "./talk.ts";
import { textOf } from "./texts.ts";

const IMAGE = {
  type: "image",
  source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" },
};

function contentOf({ kind, seed, form }: Outcome): unknown {
  const said = textOf(kind, seed);
  // A text block may not be blank, a string may.
  if (said.trim() === "") return said;
  switch (form) {
    case "string":
      return said;
    case "parts":
      return [text(said)];
    case "two_parts":
      return [text(said), text(`and ${said}`)];
    case "with_image":
      return [text(said), IMAGE];
    case "nothing":
      return undefined;
  }
}

/** What one call gives back, as the client writes it. */
export function resultOf(outcome: Outcome, call: Fields): Fields {
  const content = contentOf(outcome);
  return {
    tool_use_id: call.id,
    type: "tool_result",
    ...(content === undefined ? {} : { content }),
    ...(outcome.isError ? { is_error: true } : {}),
  };
}
