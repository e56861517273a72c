import assert from "node:assert/strict";
import { createProvider, type Provider } from "../../src/demo/provider.ts";
import type { Say, Script, Step } from "../../src/demo/script.ts";
import { blocksOf, type Fields, fieldsIn } from "../../src/demo/values.ts";
import { assertLaw, lawReport, type Passage } from "../support/law.ts";
import { atDoor, type Housed, housed, statsOf, withFolder } from "../support/proxies.ts";
import { loopThrough } from "../support/sdk_loop.ts";
import { textOf } from "../support/texts.ts";
import { givenIn } from "./scene.ts";
import { expands, idIn, says, thinks } from "./words.ts";

const TURNS = 36;

const calls = (nth: number): Say => ({
  kind: "call",
  tool: "bash",
  input: { command: `search ${nth % 5}` },
});

/** What the model does in one turn, after its first call: asking alone, in a row, at once, beside others, silently. */
const WAYS: readonly ((id: string, nth: number) => Step[])[] = [
  () => [{ says: [thinks("e"), says("Done.")] }],
  (
    id,
  ) => [{ says: [thinks("a"), says("I look."), expands({ id })] }, { says: [says("It says so.")] }],
  (id) => [
    { says: [thinks("b"), expands({ id, lines: "2-4" })] },
    { says: [says("And more."), expands({ id, grep: "const*1" })] },
    { says: [thinks("c"), says("Done.")] },
  ],
  (
    id,
  ) => [{ says: [expands({ id }), expands({ id: "none" })] }, {
    says: [thinks("d"), says("Done.")],
  }],
  (id, nth) => [
    { says: [thinks("f"), expands({ id }), calls(nth + 1)] },
    { says: [thinks("g"), says("Done.")] },
  ],
  (id) => [{ says: [expands({ id })] }, { says: [says("Done.")] }],
];

function isPrompt({ role, content }: Fields): boolean {
  return role === "user" && blocksOf(content).every(({ type }) => type === "text");
}

const script: Script = ({ body }) => {
  const messages = fieldsIn(body.messages);
  const nth = messages.filter(isPrompt).length;
  const since = messages.length - 1 - messages.findLastIndex(isPrompt);
  if (since === 0) return { says: [thinks(`turn ${nth}`), calls(nth)] };
  return WAYS[nth % WAYS.length](idIn(body), nth)[since / 2 - 1];
};

/** A proxy that is put away and built anew on its folder now and then. */
class Restarted {
  readonly #home: string;
  readonly #provider: Provider;
  #proxy: Housed;
  readonly sent: number[] = [];

  constructor(home: string, provider: Provider) {
    this.#home = home;
    this.#provider = provider;
    this.#proxy = housed(home, provider);
  }

  get proxy(): Housed {
    return this.#proxy;
  }

  restart(): void {
    this.#proxy.close();
    this.#proxy = housed(this.#home, this.#provider);
  }

  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    this.sent.push(this.#provider.received.length);
    return this.#proxy.fetch(atDoor(new Request(input, init)));
  }
}

Deno.test("the official SDK goes on for 36 turns while the model asks for originals in every way", async () => {
  await withFolder(async (home) => {
    const provider = createProvider({ script, largest: 30 });
    const door = new Restarted(home, provider);
    const loop = loopThrough({
      baseURL: "http://127.0.0.1:8080",
      fetch: (input, init) => door.fetch(input, init),
    });
    let breaks = 0;
    for (let turn = 0; turn < TURNS; turn++) {
      if (turn % 7 === 6) {
        breaks += (await statsOf(door.proxy)).prefix.breaks.ours;
        door.restart();
      }
      await loop.turn(`Please do ${turn}.`);
    }
    assert.equal(breaks + (await statsOf(door.proxy)).prefix.breaks.ours, 0);
    await door.proxy.close();
    assert.deepEqual(provider.received.flatMap(({ problem }) => problem ?? []), []);
    assertOriginals(JSON.parse(new TextDecoder().decode(provider.received.at(-1)!.body)));
    assertLaw(lawReport(passagesOf(loop.bodies, door.sent, provider)));
  });
});

/** What a call was given without lines and grep is what a tool gave, to the byte. */
function assertOriginals(last: Fields): void {
  const blocks = fieldsIn(last.messages).flatMap(({ content }) => blocksOf(content));
  const whole = blocks.filter(({ name, input }) =>
    name === "squeezr_expand" && Object.keys(input as Fields).join() === "id" &&
    (input as Fields).id !== "none"
  ).map(({ id }) => id);
  const given = givenIn(last).filter(({ tool_use_id }) => whole.includes(tool_use_id));
  const texts = Array.from({ length: 6 }, (_, seed) => textOf("search", seed));
  assert.ok(given.length >= TURNS / 2, `${given.length} originals came back`);
  for (const { content } of given) assert.ok(texts.includes(String(content)), String(content));
}

function passagesOf(
  bodies: readonly Uint8Array[],
  sent: readonly number[],
  { received }: Provider,
): Passage[] {
  return bodies.map((body, i) => {
    assert.doesNotMatch(new TextDecoder().decode(body), /"name":"squeezr_expand"/);
    const up = received[sent[i]].body;
    return { name: `request ${i}`, conversation: "session", body, up, isCount: false };
  });
}
