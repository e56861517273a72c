import { ASKS, type Door, type Json, OURS, schema } from "./door.ts";

const geminiError = (code: number) =>
  JSON.stringify({ error: { code, message: "It is too much.", status: "RESOURCE_EXHAUSTED" } });

const candidates = (text: string, more: Json = {}) =>
  JSON.stringify({
    candidates: [{ content: { role: "model", parts: [{ text }] }, index: 0, ...more }],
    usageMetadata: { promptTokenCount: 7, totalTokenCount: 9 },
    responseId: "response-0123456789",
  });

const geminiAsking = JSON.stringify({
  candidates: [{
    content: {
      role: "model",
      parts: [{ text: "I look." }, { functionCall: { name: OURS, args: JSON.parse(ASKS) } }],
    },
    finishReason: "STOP",
    index: 0,
  }],
  responseId: "response-0123456789",
});

const gemini = {
  tools: { tools: [{ functionDeclarations: [{ name: "shell", parametersJsonSchema: schema }] }] },
  request: { contents: [{ role: "user", parts: [{ text: "hi" }] }] },
  errorBody: geminiError,
};
const END = { finishReason: "STOP" };

/** Gemini generateContent. */
export const geminiDoors: readonly Door[] = [
  {
    ...gemini,
    name: "Gemini, streamed as events",
    path: "/v1beta/models/gemini-3-pro:streamGenerateContent?alt=sse",
    type: "text/event-stream",
    pieces: [
      `data: ${candidates("w\u00f6")}\r\n\r\n`,
      `data: ${candidates("rd")}\r\n\r\n`,
      `data: ${candidates("", END)}\r\n\r\n`,
    ],
    asking: `data: ${geminiAsking}\r\n\r\n`,
    errorInside: `data: ${geminiError(503)}\r\n\r\n`,
  },
  {
    ...gemini,
    name: "Gemini, streamed as a list",
    path: "/v1beta/models/gemini-3-pro:streamGenerateContent",
    type: "application/json; charset=UTF-8",
    pieces: [
      `[${candidates("w\u00f6")}`,
      `,\r\n${candidates("rd")}`,
      `,\r\n${candidates("", END)}`,
      "\n]\n",
    ],
    asking: `[${geminiAsking}\n]\n`,
    errorInside: `,\r\n${geminiError(503)}]`,
  },
  {
    ...gemini,
    name: "Gemini, whole",
    path: "/v1/models/gemini-3-pro:generateContent?key=k",
    type: "application/json; charset=UTF-8",
    pieces: [candidates("w\u00f6rd", END)],
    asking: geminiAsking,
    errorInside: geminiError(503),
  },
];
