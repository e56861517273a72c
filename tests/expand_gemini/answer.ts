import { inPieces } from "../support/pieces.ts";
import type { Part } from "./words.ts";

/** An answer with these parts: whole, as events, or as a list; streams in small pieces, as they come. */
export function answerOf(parts: readonly Part[], nth: number, url: URL): Response {
  const chunks = parts.map((part, i) =>
    JSON.stringify(chunkOf([part], nth, i === parts.length - 1))
  );
  if (!url.pathname.includes(":stream")) return Response.json(chunkOf(parts, nth, true));
  const isEvents = url.searchParams.get("alt") === "sse";
  const text = isEvents
    ? chunks.map((data) => `data: ${data}\r\n\r\n`).join("")
    : `[${chunks.join(",\r\n")}\n]\n`;
  const type = isEvents ? "text/event-stream" : "application/json";
  return new Response(inPieces(text, 11), { headers: { "content-type": type } });
}

function chunkOf(parts: readonly Part[], nth: number, isLast: boolean) {
  return {
    candidates: [{
      content: { role: "model", parts },
      index: 0,
      ...(isLast && { finishReason: "STOP" }),
    }],
    usageMetadata: { promptTokenCount: 100, candidatesTokenCount: 7, totalTokenCount: 107 },
    responseId: `response-of-gemini-${nth}`,
  };
}
