/** A strict provider that speaks Gemini, a client that knows nothing of us, and proxies that end and begin between. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultConfig } from "../src/config/settings.ts";
import { createProxy, type Proxy } from "../src/proxy/proxy.ts";

interface Part {
  readonly text?: string;
  readonly thought?: boolean;
  readonly thoughtSignature?: string;
  readonly functionCall?: {
    readonly id?: string;
    readonly name: string;
    readonly args: Readonly<Record<string, unknown>>;
  };
  readonly functionResponse?: {
    readonly id?: string;
    readonly name: string;
    readonly response: Readonly<Record<string, unknown>>;
  };
}

interface Entry {
  readonly role: string;
  readonly parts: readonly Part[];
}

const OURS = "squeezr_expand";
const OUTPUT = Array.from({ length: 60 }, (_, i) => `row ${i}: the quick brown fox ${i * 7}`)
  .join("\n");

/** Texts in a row are one, thoughts are nobody's business: what two histories are compared by. */
function plain({ role, parts }: Entry): string {
  const kept: Part[] = [];
  for (const part of parts.filter(({ thought }) => !thought)) {
    const last = kept[kept.length - 1];
    const joins = part.text !== undefined && last?.text !== undefined && !last.thoughtSignature;
    if (joins && !part.thoughtSignature) kept[kept.length - 1] = { text: last.text + part.text };
    else kept.push(part);
  }
  return JSON.stringify({ role, parts: kept });
}

/** Refuses what the real one refuses, and every history that is not the one that it was sent. */
class StrictGemini {
  readonly problems: string[] = [];
  requests = 0;
  #history: readonly string[] = [];
  readonly #script: (contents: readonly Entry[], nth: number) => readonly Part[];
  readonly #hasIds: boolean;

  constructor(
    script: (contents: readonly Entry[], nth: number) => readonly Part[],
    hasIds: boolean,
  ) {
    this.#script = script;
    this.#hasIds = hasIds;
  }

  readonly send = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { contents, tools } = await request.json();
    const names = tools.flatMap((tool: { functionDeclarations: { name: string }[] }) =>
      tool.functionDeclarations.map(({ name }) => name)
    );
    if (names.at(-1) !== OURS) this.problems.push("the tool is not the last one");
    this.#check(contents);
    const nth = this.requests++;
    const said = this.#script(contents, nth);
    const first = said.findIndex(({ functionCall }) => functionCall);
    const parts = said.map((part, i) => this.#signed(part, nth, i, i === first));
    this.#history = [...contents.map(plain), plain({ role: "model", parts })];
    return answerOf(parts, nth, new URL(request.url));
  };

  /** The first call of an answer is signed, and no other. */
  #signed(part: Part, nth: number, i: number, isFirst: boolean): Part {
    const call = part.functionCall;
    return {
      ...(call && {
        functionCall: { ...(this.#hasIds && { id: `call-of-gemini-${nth}-${i}` }), ...call },
      }),
      ...(call === undefined && part),
      ...(isFirst && { thoughtSignature: btoa(`signature ${nth}`) }),
    };
  }

  #check(contents: readonly Entry[]): void {
    this.#history.forEach((said, i) => {
      if (contents[i] === undefined) this.problems.push(`${this.requests}: entry ${i} is gone`);
      else if (plain(contents[i]) !== said) {
        this.problems.push(`${this.requests}: entry ${i} was ${said}, is ${plain(contents[i])}`);
      }
    });
    contents.forEach(({ parts }, i) => {
      const calls = parts.flatMap(({ functionCall }) => functionCall ?? []);
      const answers = (contents[i + 1]?.parts ?? [])
        .flatMap(({ functionResponse }) => functionResponse ?? []);
      const [asked, told] = [calls, answers].map((all) =>
        all.map(({ id, name }) => `${id} ${name}`).join()
      );
      if (calls.length > 0 && asked !== told) this.problems.push(`${asked} was answered ${told}`);
    });
    const turn = contents.findLastIndex(({ parts }) =>
      parts.some(({ text }) => text !== undefined)
    );
    for (const { role, parts } of contents.slice(turn)) {
      const first = parts.find(({ functionCall }) => functionCall);
      if (role === "model" && first && !first.thoughtSignature) {
        this.problems.push("Function call is missing a thought_signature");
      }
    }
  }
}

/** In small pieces, as streams come. */
function answerOf(parts: readonly Part[], nth: number, url: URL): Response {
  const chunk = (parts: readonly Part[], last: boolean) => ({
    candidates: [{
      content: { role: "model", parts },
      index: 0,
      ...(last && { finishReason: "STOP" }),
    }],
    usageMetadata: { promptTokenCount: 100, candidatesTokenCount: 7, totalTokenCount: 107 },
    responseId: `response-of-gemini-${nth}`,
  });
  const chunks = parts.map((part, i) => JSON.stringify(chunk([part], i === parts.length - 1)));
  const isStream = url.pathname.includes(":stream");
  const isEvents = url.searchParams.get("alt") === "sse";
  if (!isStream) return Response.json(chunk(parts, true));
  const text = isEvents
    ? chunks.map((data) => `data: ${data}\r\n\r\n`).join("")
    : `[${chunks.join(",\r\n")}\n]\n`;
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at += 11));
    },
  });
  const type = isEvents ? "text/event-stream" : "application/json";
  return new Response(body, { headers: { "content-type": type } });
}

const call = (command: string): Part => ({ functionCall: { name: "shell", args: { command } } });
const expand = (id: string): Part => ({ functionCall: { name: OURS, args: { id } } });
const text = (said: string): Part => ({ text: said });

/** What the model does after its own call of a turn, round by round. */
const WAYS: readonly ((id: string) => readonly (readonly Part[])[])[] = [
  () => [[text("All "), text("done.")]],
  (id) => [[expand(id)], [text("It says so.")]],
  (id) => [[text("I look."), expand(id)], [text("Now I "), text("know.")]],
  (id) => [[expand(id), expand("none")], [expand(id)], [text("Twice.")]],
  (id) => [[expand(id), call("ls again")], [text("Beside another.")]],
  (id) => [[call("ls once more"), expand(id)], [text("Behind another.")]],
];

const isPrompt = ({ role, parts }: Entry) =>
  role === "user" && parts.some(({ text }) => text !== undefined);

/** Each turn: a call of the client's, then one of the ways. */
function script(contents: readonly Entry[]): readonly Part[] {
  const nth = contents.filter(isPrompt).length;
  const since = contents.slice(contents.findLastIndex(isPrompt) + 1);
  const round = since.filter(({ role }) => role === "model").length;
  if (round === 0) return [call("ls")];
  const id = /squeezr_expand\(\\?"([a-z2-7]{8,})/.exec(JSON.stringify(contents))?.[1] ?? "none";
  return WAYS[nth % WAYS.length](id)[round - 1];
}

/** Sends what the user says, runs the calls, until the model has done. */
class Client {
  readonly contents: Entry[] = [];
  readonly #ask: (contents: readonly Entry[]) => Promise<readonly Part[]>;

  constructor(ask: (contents: readonly Entry[]) => Promise<readonly Part[]>) {
    this.#ask = ask;
  }

  async turn(said: string): Promise<void> {
    this.contents.push({ role: "user", parts: [{ text: said }] });
    for (;;) {
      const parts = await this.#ask(this.contents);
      assert.ok(parts.length > 0, "an answer says something");
      assert.ok(!JSON.stringify(parts).includes(OURS), "our calls are hidden");
      this.contents.push(JSON.parse(plain({ role: "model", parts })));
      const calls = parts.flatMap(({ functionCall }) => functionCall ?? []);
      if (calls.length === 0) return;
      this.contents.push({
        role: "user",
        parts: calls.map(({ id, name }) => ({
          functionResponse: { ...(id !== undefined && { id }), name, response: { output: OUTPUT } },
        })),
      });
    }
  }
}

async function partsIn(response: Response, path: string): Promise<readonly Part[]> {
  assert.equal(response.status, 200);
  const body = await response.text();
  const chunks = path.includes("alt=sse")
    ? body.split(/\r?\n/).filter((line) => line.startsWith("data: "))
      .map((line) => JSON.parse(line.slice(6)))
    : [JSON.parse(body)].flat();
  assert.equal(new Set(chunks.map(({ responseId }) => responseId)).size, 1, "one answer, one id");
  return chunks.flatMap(({ candidates }) => candidates[0].content?.parts ?? []);
}

function proxyIn(home: string, send: typeof fetch): Proxy {
  const ignore = () => {};
  return createProxy({
    config: defaultConfig,
    home,
    version: "test",
    port: () => 8787,
    token: "test",
    log: { info: ignore, warn: ignore, error: ignore },
    stop: ignore,
    send,
  });
}

const PATHS = [
  ":streamGenerateContent?alt=sse",
  ":streamGenerateContent",
  ":generateContent",
];

for (const path of PATHS) {
  for (const hasIds of [true, false]) {
    Deno.test(`squeezr_expand on Gemini, ${path}, ${hasIds ? "with" : "without"} ids, over restarts`, async () => {
      const home = mkdtempSync(join(tmpdir(), "squeezr-"));
      const provider = new StrictGemini(script, hasIds);
      let proxy = proxyIn(home, provider.send);
      let asked = 0;
      const client = new Client(async (contents) => {
        if (++asked % 5 === 0) {
          proxy.close();
          proxy = proxyIn(home, provider.send);
        }
        const declared = [{ functionDeclarations: [{ name: "shell", parameters: {} }] }];
        const url = `http://127.0.0.1:8787/v1beta/models/gemini-3-pro${path}`;
        const body = JSON.stringify({ contents, tools: declared });
        return await partsIn(
          await proxy.fetch(
            new Request(url, { method: "POST", body, headers: { host: "127.0.0.1:8787" } }),
          ),
          path,
        );
      });
      try {
        for (let turn = 0; turn < 18; turn++) await client.turn(`Turn ${turn}.`);
        assert.deepEqual(provider.problems, []);
        assert.ok(provider.requests > asked + 10, "the model has asked for originals");
      } finally {
        proxy.close();
        rmSync(home, { recursive: true });
      }
    });
  }
}
