import { Buffer } from "node:buffer";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { sameBytes } from "../text/bytes.ts";
import { type Played, playSession } from "./play.ts";
import { createProvider, type Provider } from "./provider.ts";
import type { Fault } from "./script.ts";
import { scriptOf, session } from "./session.ts";
import { proxyBefore, type Staged } from "./stage.ts";

/** Nobody listens there: the provider is asked in this process, whatever way the network would take. */
const NOWHERE = "http://provider.invalid";
const PATH = "/v1/messages?beta=true";
const HEADERS = {
  "content-type": "application/json",
  "anthropic-version": "2023-06-01",
  "x-api-key": "probe",
};
const BODY = Buffer.from(JSON.stringify({
  model: "claude-sonnet-4-5",
  max_tokens: 100,
  stream: true,
  messages: [{ role: "user", content: "Say something." }],
}));

const WORDS = "Streams come down as they came, event by event, and end when they are left. ";
/** How long to wait for what should come at once, in milliseconds. */
const PATIENCE = 3000;
/** The provider falls silent in mid-answer: what it had said by then has to come down meanwhile. */
const SILENT: Fault = { kind: "silence", after: 4, ms: 400 };
/** Between two parts of an answer that nobody waits for, in milliseconds. */
const PACE = 10;

/** A provider whose every event comes in parts of a few bytes. */
function providerOf(
  more: { readonly words: number; readonly pace?: number },
  fault?: Fault,
): Provider {
  const says = [{ kind: "text" as const, text: WORDS.repeat(more.words) }];
  return createProvider({ script: () => ({ says, fault }), seed: 7, largest: 23, pace: more.pace });
}

/** A function that looks like `fetch` and asks this provider. */
function sendTo(provider: Provider): typeof fetch {
  return (input, init) => provider.fetch(new Request(input, init));
}

/** Puts a proxy before a provider. */
export type Stage = (provider: string, send: typeof fetch) => Pick<Staged, "port" | "close">;

/** An answer that has begun, or why none has. */
type Begun =
  | { readonly kind: "begun"; readonly call: ClientRequest; readonly answer: IncomingMessage }
  | { readonly kind: "failed"; readonly why: string };

/** Asks over a socket, past any proxy of the network. */
function begin(port: number): Promise<Begun> {
  return new Promise((resolve) => {
    const to = { host: "127.0.0.1", port, path: PATH, method: "POST", agent: false as const };
    const call = request({ ...to, headers: { ...HEADERS, "content-length": BODY.length } });
    call.setTimeout(PATIENCE, () => call.destroy(new Error("nothing came in time")));
    call.on("response", (answer) => resolve({ kind: "begun", call, answer }));
    call.on("error", ({ message }) => {
      resolve({ kind: "failed", why: `a streamed answer did not begin: ${message}` });
    });
    call.end(BODY);
  });
}

/** All that comes down, also where it is cut: then bytes are missing. */
function piecesOf(answer: IncomingMessage): Promise<Buffer[]> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    answer.on("data", (piece: Buffer) => pieces.push(piece));
    answer.on("error", () => resolve(pieces));
    answer.on("close", () => resolve(pieces));
  });
}

/** Resolves with the first bytes, or the end where none come. */
function somethingOf(answer: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ["data", "error", "close"]) answer.once(event, () => resolve());
  });
}

/** Whether an answer in parts comes down with every byte that the provider gave, and as it is given. */
async function streamProblems(stage: Stage): Promise<string[]> {
  const direct = await providerOf({ words: 4 }).fetch(
    new Request(NOWHERE + PATH, { method: "POST", headers: HEADERS, body: BODY }),
  );
  const wanted = new Uint8Array(await direct.arrayBuffer());
  const proxy = stage(NOWHERE, sendTo(providerOf({ words: 4 }, SILENT)));
  try {
    const begun = await begin(proxy.port());
    if (begun.kind === "failed") return [begun.why];
    const pieces = await piecesOf(begun.answer);
    const isSame = sameBytes(Buffer.concat(pieces), wanted);
    const isHeld = pieces[0]?.includes("message_stop");
    return [
      isSame ? [] : ["a streamed answer came down otherwise than the provider gave it"],
      isHeld ? ["a streamed answer was held back to its end"] : [],
    ].flat();
  } finally {
    await proxy.close();
  }
}

/** Whether a client that goes away ends the provider's work. */
async function abortProblems(stage: Stage): Promise<string[]> {
  const provider = providerOf({ words: 100, pace: PACE });
  const proxy = stage(NOWHERE, sendTo(provider));
  try {
    const begun = await begin(proxy.port());
    if (begun.kind === "failed") return [begun.why];
    await somethingOf(begun.answer);
    begun.call.destroy();
    const isEnded = () => provider.received[0]?.cancelled === true;
    for (let waited = 0; waited < PATIENCE && !isEnded(); waited += 20) await sleep(20);
    return isEnded() ? [] : ["a client that went away did not end the answer upstream"];
  } finally {
    await proxy.close();
  }
}

/** Tries streaming through a proxy of its own, or another one. Nothing is wrong where nothing is said. */
export async function probeStreams(stage: Stage = proxyBefore): Promise<readonly string[]> {
  return [...await streamProblems(stage), ...await abortProblems(stage)];
}

/** The same request, as one that came to a port: a proxy answers under its own address alone. */
function addressed(asked: Request, port: number): Request {
  const headers = new Headers(asked.headers);
  headers.set("host", `127.0.0.1:${port}`);
  return new Request(asked, { headers });
}

/** Plays the recorded session through a proxy of its own: what each request brought. */
export async function probePrefix(): Promise<readonly Played[]> {
  const provider = createProvider({ script: scriptOf(session) });
  const proxy = proxyBefore(NOWHERE, sendTo(provider));
  try {
    const door = (asked: Request) => proxy.fetch(addressed(asked, proxy.port()));
    return await Array.fromAsync(playSession(session, door, provider));
  } finally {
    await proxy.close();
  }
}
