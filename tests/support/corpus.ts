import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { type Fields, fieldsIn, isFields } from "../../src/demo/values.ts";

/** One recorded request of a real client. */
export interface Recorded {
  readonly n: number;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** What it was for: `main`, `sub`, `side`, `count_tokens`, `compact`, `probe`, `fault:*`. */
  readonly kind: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Byte for byte as the client sent it. */
  readonly body: Uint8Array;
  /** What the model answered, in one piece, where that was kept. */
  readonly answer?: string;
}

const FOLDER = fileURLToPath(new URL("../../../shared/corpus/sessions", import.meta.url));

/** The recorded sessions of clients that speak Anthropic Messages. */
export const ANTHROPIC_SESSIONS: readonly string[] = [
  "claude-hono",
  "claude-turns-express",
  "claude20-express",
  "claude-tty-express",
  "sdk-anthropic-turns-express",
  "fault-claude",
  "fault-claude20",
];

/** Whether the recorded sessions are at hand. They may not be given on, so a clean clone has none. */
export function hasCorpus(test: string): boolean {
  const found = existsSync(FOLDER);
  if (!found) {
    console.log(`${test}: not run, there are no recorded sessions beside this repository`);
  }
  return found;
}

/** All recorded sessions, those of other APIs too. */
export function sessionNames(): string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** Whether a session is real work; the others try out faults. */
export function isWork(session: string): boolean {
  return metaOf(session).split === "dev";
}

function metaOf(session: string): Meta {
  return JSON.parse(readFileSync(`${FOLDER}/${session}/meta.json`, "utf8"));
}

/** One line of the packed form: a piece of an earlier body, a middle, and its end. */
interface Packed {
  readonly n: number;
  readonly base: number | null;
  readonly p: number;
  readonly e: number;
  readonly md5: string;
  readonly mid?: string;
  readonly mid64?: string;
}

function unpack(line: Packed, bodies: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const base = line.base === null ? new Uint8Array() : bodies.get(line.base);
  if (base === undefined) throw new Error(`request ${line.n}: there is no request ${line.base}`);
  const middle = line.mid64 === undefined
    ? Buffer.from(line.mid ?? "")
    : Buffer.from(line.mid64, "base64");
  const end = base.subarray(base.length - line.e);
  const body = new Uint8Array(Buffer.concat([base.subarray(0, line.p), middle, end]));
  const digest = createHash("md5").update(body).digest("hex");
  if (digest !== line.md5) throw new Error(`request ${line.n}: unpacks to something else`);
  return body;
}

function bodiesOf(session: string): Map<number, Uint8Array> {
  const bodies = new Map<number, Uint8Array>();
  const packed = gunzipSync(readFileSync(`${FOLDER}/${session}/requests.jsonl.gz`)).toString();
  for (const text of packed.split("\n").filter((line) => line !== "")) {
    const line: Packed = JSON.parse(text);
    bodies.set(line.n, unpack(line, bodies));
  }
  return bodies;
}

interface Meta {
  readonly split: "dev" | "behaviour";
  readonly headerSets: (readonly [string, string])[][];
  readonly requests: {
    readonly n: number;
    readonly method: string;
    readonly path: string;
    readonly kind: string;
    readonly headers: number;
  }[];
}

/** A recorded session, request by request. */
export function recordedOf(session: string): Recorded[] {
  const meta = metaOf(session);
  const bodies = bodiesOf(session);
  return meta.requests.map(({ n, method, path, kind, headers }) => ({
    n,
    method,
    path,
    kind,
    headers: meta.headerSets[headers],
    body: bodies.get(n) ?? new Uint8Array(),
  }));
}

function messagesIn(body: Uint8Array): readonly Fields[] {
  if (body.length === 0) return [];
  const value: unknown = JSON.parse(new TextDecoder().decode(body));
  return isFields(value) ? fieldsIn(value.messages) : [];
}

/**
 * What the model answered to each request: the assistant message that follows its last message in a later
 * request. Nothing where the client never sent it back.
 */
export function answersOf(session: readonly Recorded[]): Map<number, Fields> {
  const histories = session.map(({ body }) => messagesIn(body));
  const answers = new Map<number, Fields>();
  for (const [i, history] of histories.entries()) {
    const last = JSON.stringify(history.at(-1)?.content);
    if (history.length === 0) continue;
    const later = histories.slice(i + 1).find((other) =>
      other[history.length]?.role === "assistant" &&
      sameWords(JSON.stringify(other[history.length - 1].content), last)
    );
    if (later !== undefined) answers.set(session[i].n, later[history.length]);
  }
  return answers;
}

/** Equal but for cache markers and a lone text written as a string. */
function sameWords(one: string, other: string | undefined): boolean {
  const bare = (json: string) =>
    json.replace(/,"cache_control":\{[^}]*\}/g, "").replace(
      /^\[\{"type":"text","text":("(?:[^"\\]|\\.)*")\}\]$/,
      "$1",
    );
  return other !== undefined && bare(one) === bare(other);
}
