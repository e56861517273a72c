import type { Fields } from "../../src/demo/values.ts";
import { ASKED, COMMAND, listIn, OURS, type Piece, type Speech, USER, wordsFor } from "./speech.ts";

function partOf(piece: Piece, id: string): Fields {
  switch (piece) {
    case "text":
      return { text: wordsFor(id) };
    case "thought":
      return { text: wordsFor(id), thought: true };
    case "other":
      return { executableCode: { language: "PYTHON", code: id } };
    default: {
      const [name, args] = piece === "ours" ? [OURS, ASKED] : ["bash", COMMAND];
      return { functionCall: { id, name, args }, thoughtSignature: btoa(id) };
    }
  }
}

/** Texts in a row are one. */
function joined(parts: readonly Fields[]): Fields[] {
  const all: Fields[] = [];
  for (const part of parts) {
    const last = all[all.length - 1];
    if (isPlain(part) && last && isPlain(last)) {
      all[all.length - 1] = { text: `${last.text}${part.text}` };
    } else all.push(part);
  }
  return all;
}

const isPlain = (part: Fields) => Object.keys(part).join() === "text";

/** Gemini, whole. */
export const gemini: Speech = {
  name: "Gemini",
  path: "/v1beta/models/m:generateContent",
  bodyOf: (contents) => ({ contents, tools: [{ functionDeclarations: [{ name: "bash" }] }] }),
  historyIn: ({ contents }) => listIn(contents),
  saying: (pieces, idOf) => [{
    role: "model",
    parts: pieces.map((piece) => partOf(piece, idOf())),
  }],
  answerOf: ([content]) => Response.json(chunkOf(content, "STOP")),
  saidIn: (answer) => [JSON.parse(answer).candidates[0].content],
  next: ([{ parts }]) => {
    const results = listIn(parts).flatMap(({ functionCall }) =>
      functionCall === undefined ? [] : {
        functionResponse: {
          id: (functionCall as Fields).id,
          name: "bash",
          response: { output: "ok" },
        },
      }
    );
    return [{ role: "user", parts: results.length > 0 ? results : [{ text: USER }] }];
  },
  plain: ({ role, parts }) => ({ role, parts: joined(listIn(parts)) }),
};

function chunkOf(content: Fields, finishReason?: string): Fields {
  return { candidates: [{ content, ...(finishReason && { finishReason }) }], responseId: "r" };
}

/** The same as a stream, each text in two chunks, kept by the client chunk by chunk. */
export const geminiStreamed: Speech = {
  ...gemini,
  name: "Gemini, streamed",
  path: "/v1beta/models/m:streamGenerateContent?alt=sse",
  answerOf: ([{ role, parts }]) => {
    const pieces = listIn(parts).flatMap((part) => {
      const text = `${part.text}`;
      return isPlain(part) ? [{ text: text.slice(0, 9) }, { text: text.slice(9) }] : [part];
    });
    const events = pieces.map((part, i) =>
      `data: ${
        JSON.stringify(
          chunkOf({ role, parts: [part] }, i === pieces.length - 1 ? "STOP" : undefined),
        )
      }\r\n\r\n`
    );
    return new Response(events.join(""), { headers: { "content-type": "text/event-stream" } });
  },
  saidIn: (answer) => {
    const chunks = answer.split("\r\n\r\n").filter((event) => event.trim() !== "")
      .map((event) => JSON.parse(event.trim().slice("data: ".length)));
    const parts = chunks.flatMap(({ candidates }) => candidates[0].content.parts);
    return [{ role: "model", parts: parts.filter(({ text }) => text !== "") }];
  },
};
