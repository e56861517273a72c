import assert from "node:assert/strict";
import type { Passage } from "../support/law.ts";
import { ProxyWorld } from "../support/worlds.ts";
import { compression } from "../support/proxies.ts";
import type { Move } from "./moves.ts";
import type { Call, Entry, Habits } from "./talk.ts";
import type { Telling } from "./tellings.ts";

type Model = Extract<Entry, { by: "model" }>;

/** One conversation of the client. */
interface Open {
  readonly talk: readonly Entry[];
  readonly cleared: ReadonlySet<string>;
}

/** A client of one API with its conversations, before proxies to which things happen. */
export class Client {
  readonly passages: Passage[] = [];
  readonly world: ProxyWorld;
  readonly #telling: Telling;
  readonly #habits: Habits;
  readonly #open: Open[] = [];
  /** The user's words are made from the first: the same count, the same words. No id comes twice. */
  #tasks = 0;
  #ids = 0;
  #next: Model = this.#done();

  constructor(telling: Telling, habits: Habits, home: string) {
    this.#telling = telling;
    this.#habits = habits;
    const fetch = (request: Request) => this.#answer(request);
    this.world = new ProxyWorld({ fetch }, home, compression({ stale_turns: false }));
  }

  async move(move: Move): Promise<void> {
    if (move.does === "world") return await this.world.happen(move.event);
    if (move.does === "begin") return await this.#begin(move);
    const at = move.who % Math.max(1, this.#open.length);
    const open = this.#open[at];
    if (open === undefined) return;
    switch (move.does) {
      case "work":
        this.#open[at] = await this.#worked(open, move);
        return;
      case "again":
        return await this.#send({ ...open, talk: open.talk.slice(0, -1) });
      case "fork":
        return void this.#open.push(open);
      case "rewind":
        this.#open[at] = { ...open, talk: rewound(open.talk, move.entries) };
        return;
      case "clear":
        if (!this.#telling.isNameless(this.#habits)) this.#open[at] = clearedOf(open);
    }
  }

  async #begin({ like, rounds }: Extract<Move, { does: "begin" }>): Promise<void> {
    if (like === "same") this.#tasks = 0;
    const open = { talk: [], cleared: new Set<string>() };
    this.#open.push(open);
    this.#open[this.#open.length - 1] = await this.#worked(open, { rounds });
  }

  async #worked(open: Open, { rounds }: Pick<Extract<Move, { does: "work" }>, "rounds">) {
    let talk: readonly Entry[] = [...open.talk, {
      by: "user",
      text: `Please do ${this.#tasks++}.`,
    }];
    for (const { text, calls, sealed } of rounds) {
      const said: Model = {
        ...this.#done(),
        text,
        calls: calls.map((gives, i) => this.#call(gives, talk.length, i)),
        ...(sealed && { sealed: btoa(`sealed thought ${this.#ids++}`) }),
      };
      talk = [...await this.#said(talk, open, said), { by: "tools", calls: said.calls }];
    }
    return { ...open, talk: await this.#said(talk, open, this.#done()) };
  }

  #done(): Model {
    return { by: "model", id: `${this.#ids++}_0123456789abcdef`, text: "Done.", calls: [] };
  }

  #call(gives: Call["gives"], nth: number, i: number): Call {
    return {
      id: `call_${this.#ids++}_${nth}_${i}_0123456789abcdef`,
      command: `run ${gives.kind} ${gives.seed}`,
      gives,
    };
  }

  async #said(talk: readonly Entry[], open: Open, said: Model): Promise<readonly Entry[]> {
    this.#next = said;
    await this.#send({ ...open, talk });
    return [...talk, said];
  }

  async #send({ talk, cleared }: Open): Promise<void> {
    const { path, bodyOf } = this.#telling;
    const body = new TextEncoder().encode(
      written(bodyOf(talk, this.#habits, cleared), this.#habits),
    );
    const headers = {
      "content-type": "application/json",
      "x-test-request": `${this.#sent.push(body) - 1}`,
    };
    const url = `http://127.0.0.1:1${path}`;
    const response = await this.world.send(new Request(url, { method: "POST", headers, body }));
    const down = await response.text();
    assert.equal(response.status, 200, down);
  }

  readonly #sent: Uint8Array<ArrayBuffer>[] = [];

  async #answer(request: Request): Promise<Response> {
    const nth = Number(request.headers.get("x-test-request"));
    const up = new Uint8Array(await request.arrayBuffer());
    this.passages.push({
      name: `request ${nth}`,
      conversation: "session",
      body: this.#sent[nth],
      up,
      isCount: false,
    });
    return Response.json(this.#telling.answerOf(this.#next, this.#habits));
  }
}

/** Back to before something that the user said. */
function rewound(talk: readonly Entry[], entries: number): readonly Entry[] {
  const left = talk.slice(0, Math.max(1, talk.length - entries));
  const at = left.findLastIndex(({ by }, i) => by === "user" && i > 0);
  return at < 0 ? talk : talk.slice(0, at);
}

/** All results but the last ones are cleared. */
function clearedOf({ talk, cleared }: Open): Open {
  const calls = talk.flatMap((entry) => entry.by === "tools" ? entry.calls : []);
  return { talk, cleared: new Set([...cleared, ...calls.slice(0, -2).map(({ id }) => id)]) };
}

/** The body as the client writes it. */
function written(body: unknown, { indent, escapes }: Habits): string {
  const json = JSON.stringify(body, undefined, indent);
  return escapes ? json.replace(/ok|ü/g, escaped) : json;
}

function escaped(letters: string): string {
  return [...letters].map((letter) =>
    `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`
  ).join("");
}
