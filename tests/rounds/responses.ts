import type { Fields } from "../../src/demo/values.ts";
import { ASKED, COMMAND, listIn, OURS, type Piece, type Speech, USER, wordsFor } from "./speech.ts";

function itemOf(piece: Piece, id: string): Fields {
  switch (piece) {
    case "text": {
      const content = [{ type: "output_text", text: wordsFor(id), annotations: [] }];
      return { type: "message", id: `msg_${id}`, role: "assistant", content };
    }
    case "thought":
      return { type: "reasoning", id: `rs_${id}`, summary: [], encrypted_content: id };
    case "other":
      return { type: "web_search_call", id: `ws_${id}`, action: { type: "search", query: "x" } };
    default: {
      const [name, input] = piece === "ours" ? [OURS, ASKED] : ["bash", COMMAND];
      const asked = { call_id: id, name, arguments: JSON.stringify(input) };
      return { type: "function_call", id: `fc_${id}`, ...asked };
    }
  }
}

/** OpenAI Responses: items in any order; an answer ends with no thought. The client drops their ids. */
export const responses: Speech = {
  name: "OpenAI Responses",
  path: "/v1/responses",
  bodyOf: (input) => ({
    model: "m",
    store: false,
    tools: [{ type: "function", name: "bash", parameters: { type: "object" } }],
    input,
  }),
  historyIn: ({ input }) => listIn(input),
  saying: (pieces, idOf) => {
    const all: readonly Piece[] = pieces.at(-1) === "thought" ? [...pieces, "text"] : pieces;
    return all.map((piece) => itemOf(piece, idOf()));
  },
  answerOf: (output) =>
    Response.json({ id: "resp_1", object: "response", status: "completed", output }),
  saidIn: (answer) => listIn(JSON.parse(answer).output).map(withoutId),
  next: (said) => {
    const outputs = said.filter(({ type }) => type === "function_call")
      .map(({ call_id }) => ({ type: "function_call_output", call_id, output: "ok" }));
    return outputs.length > 0 ? outputs : [{ role: "user", content: USER }];
  },
  plain: withoutId,
};

function withoutId({ id: _, ...item }: Fields): Fields {
  return item;
}
