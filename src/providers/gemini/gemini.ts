import { field, items, type Value } from "../../json/spans.ts";
import { sha256 } from "../../text/digest.ts";
import { BYTES_A_TOKEN } from "../../text/tokens.ts";
import type { Head } from "../../conversation/conversation.ts";
import { listening } from "../listening.ts";
import type { Asked, Provider, Purpose, Refusal } from "../provider.ts";
import { reading } from "../reading.ts";
import { CACHE_LIVES, CACHE_MINIMUM } from "./caching.ts";
import { expanding } from "./expand/expand.ts";
import { GeminiLearner } from "./listen.ts";
import { either } from "./parts.ts";
import { promptOf } from "./prompt.ts";
import { sayOf } from "./say.ts";
import { toolNames } from "./tools.ts";

/** Gemini `generateContent`: results sit in `contents[].parts[].functionResponse.response`. */
export const gemini: Provider = {
  name: "gemini",
  purposeOf,

  read: reading({
    // `countTokens` takes a whole request within its own.
    requestIn: (root) => either(root, "generateContentRequest") ?? root,
    messages: "contents",
    say: sayOf,
    head: headOf,
  }),

  promptOf,
  listenerFor: (headers) => listening(headers, new GeminiLearner(), new GeminiLearner()),
  toolNames: ({ root }) => toolNames(root),
  expanding,
  errorBody: errorBodyOf,
};

function purposeOf(method: string, path: string): Purpose | undefined {
  if (method !== "POST") return undefined;
  // Code Assist wraps its requests (`/v1internal:generateContent`), and passes unread.
  const called = /\/(?:models|tunedModels|endpoints)\/[^/]+:(\w+)$/i.exec(path)?.[1];
  if (called === undefined) return undefined;
  if (/^(?:stream)?generateContent$/i.test(called)) return "message";
  return called === "countTokens" ? "rehearsal" : undefined;
}

const BEFORE = ["systemInstruction", "tools", "toolConfig", "cachedContent"];

/** `/v1beta/models/MODEL:generateContent` */
function modelIn(path: string): string {
  return /([^/]+):\w+$/.exec(path)?.[1] ?? "";
}

function headOf(body: Uint8Array, request: Value, { path = "" }: Asked): Head {
  const parts = BEFORE.map((name) => either(request, name)).filter((value) => value !== undefined);
  const bytes = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  return {
    model: modelIn(path),
    digest: sha256(parts.map(({ start, end }) => sha256(body.subarray(start, end))).join("\n")),
    tokensBefore: Math.floor(bytes / BYTES_A_TOKEN),
    cacheMinimum: items(field(request, "tools")).length > 0 ? CACHE_MINIMUM : 0,
    cacheLives: CACHE_LIVES,
    clearsResults: false,
    isPinned: false,
    follows: undefined,
  };
}

/** Google's names for statuses (google.rpc.Code). */
const STATUSES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  502: "UNAVAILABLE",
};

function errorBodyOf({ status, message }: Refusal): string {
  return JSON.stringify({
    error: { code: status, message, status: STATUSES[status] ?? "INTERNAL" },
  });
}
