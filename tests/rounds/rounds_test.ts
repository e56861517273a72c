/** Answers made at random, with calls of ours anywhere in them: what went up once stands so in every later request. */
import fc from "fast-check";
import assert from "node:assert/strict";
import type { Fields } from "../../src/demo/values.ts";
import { atDoor, housed, withFolder } from "../support/proxies.ts";
import { chat, ollama } from "./chat.ts";
import { gemini, geminiStreamed } from "./gemini.ts";
import { responses } from "./responses.ts";
import { OURS, type Piece, type Speech } from "./speech.ts";

/** Requests of the client, at most; a restart stands after the third. */
const REQUESTS = 6;

const piece = fc.constantFrom<Piece>("text", "thought", "ours", "ours", "call", "other");
const scripts = fc.array(fc.array(piece, { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 8,
}).map((answers) => answers.filter((pieces) => pieces.some((piece) => piece !== "thought")));

/** A model that gives these answers, and checks that what it has seen and said comes back. */
class Model {
  asked = 0;
  readonly #speech: Speech;
  readonly #answers: readonly (readonly Piece[])[];
  #before: readonly Fields[] = [];
  #ids = 0;

  constructor(speech: Speech, answers: readonly (readonly Piece[])[]) {
    this.#speech = speech;
    this.#answers = answers;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const { historyIn, plain, saying, answerOf } = this.#speech;
    const history = historyIn(await request.json());
    assert.deepEqual(history.slice(0, this.#before.length).map(plain), this.#before.map(plain));
    const id = () => `id_0123456789abcdef_${this.#ids++}`;
    const said = saying(this.#answers[this.asked++] ?? ["text"], id);
    this.#before = [...history, ...said];
    return answerOf(said);
  };
}

async function play(speech: Speech, answers: readonly (readonly Piece[])[]): Promise<void> {
  await withFolder(async (home) => {
    const model = new Model(speech, answers);
    let proxy = housed(home, model);
    let history = speech.next(speech.saying(["text"], () => "0"));
    for (let i = 0; i < REQUESTS && model.asked <= answers.length; i++) {
      if (i === 3) {
        await proxy.close();
        proxy = housed(home, model);
      }
      const body = JSON.stringify(speech.bodyOf(history));
      const url = `http://127.0.0.1${speech.path}`;
      const response = await proxy.fetch(atDoor(new Request(url, { method: "POST", body })));
      const answer = await response.text();
      assert.equal(response.status, 200, answer);
      assert.ok(!answer.includes(OURS), "a call of ours is hidden");
      const said = speech.saidIn(answer);
      history = [...history, ...said, ...speech.next(said)];
    }
    await proxy.close();
  });
}

for (const speech of [chat, ollama, responses, gemini, geminiStreamed]) {
  Deno.test(`${speech.name}: what was seen and said comes back in every request, wherever calls of ours stood`, async () => {
    const holds = fc.asyncProperty(scripts, (answers) => play(speech, answers));
    await fc.assert(holds, { numRuns: 25 });
  });
}
