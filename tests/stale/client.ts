import type { Fields } from "../../src/demo/values.ts";
import { isFields } from "../../src/demo/values.ts";
import { atDoor, compression, type Housed, housed, type Settings } from "../support/proxies.ts";
import { type Dialect, type Entry, FIRST } from "./dialects.ts";

/** A request as the client sent it and as it went up. */
export interface Sent {
  readonly body: Fields;
  readonly up: Fields;
}

/** The texts of a body that went up, placeholders told from others. */
export const isPlaceholder = (text: string) =>
  /^\[Old (user|assistant) text, \d+ chars(: "[ -~]*")?; squeezr[ _]expand.*\]$/.test(
    text,
  );

/** A client of one API before proxies on one folder, which may end and begin in between. */
export class StaleClient {
  readonly sent: Sent[] = [];
  talk: readonly Entry[] = [];
  /** What the client was answered last. */
  answer: Fields = {};
  /** What the provider says that a request came to; nothing where an API's own words do. */
  usageOf: ((up: Fields) => Fields) | undefined;
  /** What the user says depends on it. */
  seed = 0;
  /** The id that the model asks for before it answers, and what it was given last. */
  asks: string | undefined;
  given: string | undefined;
  /** How long texts are, at most. */
  length = 1000;
  /** What the client makes of each body. */
  habit: (body: Fields) => Fields = (body) => body;
  #proxy: Housed;
  readonly #home: string | undefined;
  readonly #dialect: Dialect;
  readonly #settings: Settings;
  #up: Fields | undefined;
  /** What the model says next. */
  #next: Extract<Entry, { by: "model" }> = { by: "model", text: "Done." };

  constructor(dialect: Dialect, home: string | undefined, change: Settings = (config) => config) {
    this.#dialect = dialect;
    this.#home = home;
    this.#settings = (config) =>
      change({ ...config, expand: { ...config.expand, via: dialect.via } });
    this.#proxy = this.#begun(this.#settings);
  }

  get proxy(): Housed {
    return this.#proxy;
  }

  restart(change: Settings = (config) => config): void {
    this.#proxy.close();
    this.#proxy = this.#begun((config) => change(this.#settings(config)));
  }

  close(): void {
    this.#proxy.close();
  }

  #begun(settings: Settings): Housed {
    const fetch = async (request: Request) => {
      const up: unknown = await request.json();
      if (isFields(up)) this.#up = up;
      return Response.json(this.#answerTo(this.#up!));
    };
    return housed(this.#home, { fetch }, settings);
  }

  /** Sends what is said by now, and gives the texts that went up. */
  async send(talk: readonly Entry[] = this.talk, path = this.#dialect.path): Promise<string[]> {
    const body = this.habit(this.#dialect.bodyOf(talk));
    const request = new Request(`http://127.0.0.1:8080${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    this.answer = await (await this.#proxy.fetch(atDoor(request))).json();
    this.sent.push({ body, up: this.#up! });
    return this.#dialect.textsIn(this.#up!);
  }

  /** What is stored under an id. */
  async original(id: string): Promise<string> {
    const request = new Request(`http://127.0.0.1:8080/squeezr/expand/${id}`);
    return await (await this.#proxy.fetch(atDoor(request))).text();
  }

  /** Goes on for so many turns, one request each, and gives the texts of the last that went up. */
  async turns(count: number): Promise<string[]> {
    let texts: string[] = [];
    for (let i = 0; i < count; i++) {
      this.talk = [...this.talk, this.#said()];
      this.#next = this.#answered();
      texts = await this.send();
      const first = this.asks === undefined ? {} : { first: FIRST };
      this.talk = [...this.talk, { ...this.#next, ...first }];
    }
    return texts;
  }

  /** Every third turn gives what a tool gave back, the others are the user's words. */
  /** The model asks for an original first, where it is to, and then says what it says. */
  #answerTo(up: Fields): Fields {
    const given = this.#dialect.givenIn?.(up);
    if (given !== undefined) this.given = given;
    else if (this.asks !== undefined) return this.#dialect.asks!(this.asks);
    const answer = this.#dialect.answer(this.#dialect.bodyOf([this.#next]));
    return this.usageOf ? { ...answer, usage: this.usageOf(up) } : answer;
  }

  #said(): Entry {
    const last = this.talk.at(-1);
    return last?.by === "model" && last.call
      ? { by: "tool", id: last.call.id, output: `done with ${last.call.command}` }
      : { by: "user", text: saying(`asks ${this.seed}`, this.talk.length).slice(0, this.length) };
  }

  #answered(): Extract<Entry, { by: "model" }> {
    const nth = this.talk.length;
    const text = saying(`the model tells ${this.seed}`, nth).slice(0, this.length);
    const id = `call_${this.seed}_${nth}_0123456789abcdef`;
    return nth % 3 === 0
      ? { by: "model", text, call: { id, command: `make part${nth}` } }
      : { by: "model", text };
  }
}

/** A text of some length that nobody else says. */
export function saying(who: string, nth: number): string {
  return `Turn ${nth}: ${who} about part ${nth * 7}. ` +
    `It goes on for a while, since people and models do so, and says the number ${nth}. `.repeat(4)
      .trim();
}

/** Settings of stale turns. */
export function pace(threshold: number, keepRecent: number): Settings {
  return compression({ stale_turn_threshold: threshold, stale_turn_keep_recent: keepRecent });
}
