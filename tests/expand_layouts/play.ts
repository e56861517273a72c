import assert from "node:assert/strict";
import type { Script, Step } from "../../src/demo/script.ts";
import { blocksOf, type Fields, fieldsIn } from "../../src/demo/values.ts";
import { TOO_OFTEN } from "../../src/plan/redeem.ts";
import { expands, idIn, runs, says, thinks } from "../expand/words.ts";
import { answersCalls, type Writer, type Writing } from "./client.ts";
import { assertTaken, historyOf, pairsIn, type Stage } from "./stage.ts";

/** One answer of the upstream. */
export interface Round {
  readonly thinks: boolean;
  readonly words: readonly number[];
  /** What is asked for: an original, lines of it, or what is not there. */
  readonly wishes: readonly ("whole" | "lines" | "none")[];
  readonly commands: readonly number[];
  /** Words come behind the calls. */
  readonly isTalkLast: boolean;
}

/** What somebody does; `who` is taken modulo the number of clients. */
export type Move =
  | { readonly does: "turn" | "again" | "fork" | "rewind" | "count"; readonly who: number }
  | { readonly does: "break"; readonly who: number; readonly frames: number }
  | { readonly does: "begin" }
  | { readonly does: "restart" }
  | { readonly does: "crash" };

/** Rounds in which originals are given (D7). */
const MOST_ANSWERED = 8;
const WORDS = ["Done.", "I look closer.", "It says so, word for word,\nand in two lines."];
const COMMANDS = ["cat x", "cat y", "cat z"];

/** What a command gives back: the same each time, so that it goes up as a reference. */
function outputOf(command: string): string {
  return Array.from({ length: 50 }, (_, i) => `${command} ${i + 1}: ${"wörd ".repeat(i % 5)}`)
    .join("\n");
}

/** Plays clients before a stage, and holds every request against the rules. */
export class Player {
  readonly script: Script;
  readonly #originals = new Map<string, string>();
  /** What the model had been told when it gave an answer. */
  readonly #told = new Map<Fields, readonly string[]>();
  /** How often each request was asked, pairs aside. */
  readonly #asked = new Map<string, number>();
  #clients: Writer[] = [];
  #count = 0;

  constructor(rounds: readonly Round[]) {
    this.script = ({ turn, nth, body }) => {
      const isAgain = this.#isAskedAgain(body);
      // Two answers to one request are told apart by what they say.
      return this.#stepOf(
        rounds[(turn + nth) % rounds.length],
        body,
        nth,
        isAgain ? ` (${nth})` : "",
      );
    };
  }

  async play(stage: Stage, writing: Writing, moves: readonly Move[]): Promise<void> {
    this.#add(stage.client, writing);
    await this.#turn(stage, this.#clients[0], "Begin.");
    for (const move of moves) await this.#move(stage, writing, move);
    assertTaken(stage.provider);
    for (const up of stage.ups()) this.#assertPairs(up);
  }

  async #move(stage: Stage, writing: Writing, move: Move): Promise<void> {
    if (move.does === "restart") return stage.restart();
    if (move.does === "crash") return stage.crash();
    if (move.does === "begin") {
      const client = this.#add(stage.another(), writing);
      return await this.#turn(stage, client, "Begin.");
    }
    const client = this.#clients[move.who % this.#clients.length];
    switch (move.does) {
      case "turn":
        return await this.#turn(stage, client, `Go on (${this.#count++}).`);
      case "again":
        if (client.messages.at(-1)?.role === "assistant") client.messages.pop();
        return await this.#work(stage, client);
      case "fork": {
        const fork = this.#add(stage.another(), writing);
        fork.messages = [...client.messages];
        return await this.#turn(stage, fork, `Another way (${this.#count++}).`);
      }
      case "rewind": {
        const to = client.messages.findLastIndex((said) =>
          said.role === "user" && !answersCalls(said)
        );
        if (to > 0) client.messages = client.messages.slice(0, to);
        return await this.#turn(stage, client, `Back there (${this.#count++}).`);
      }
      case "count": {
        const response = await client.post("/v1/messages/count_tokens");
        assert.equal(response.status, 200, await response.text());
        return;
      }
      case "break":
        this.#say(client, `And (${this.#count++})?`);
        await this.#ask(stage, client, () => {
          let left = move.frames;
          return client.askUntil(() => left-- === 0);
        });
        client.answerCalls();
        return await this.#turn(stage, client, `[interrupted] (${this.#count++})`);
    }
  }

  #add(client: Writer, writing: Writing): Writer {
    client.writing = writing;
    client.resultOf = ({ input }) => outputOf(String((input as Fields).command));
    this.#clients.push(client);
    return client;
  }

  async #turn(stage: Stage, client: Writer, words: string): Promise<void> {
    this.#say(client, words);
    await this.#work(stage, client);
  }

  async #work(stage: Stage, client: Writer): Promise<void> {
    for (let i = 0; i < 6; i++) {
      await this.#ask(stage, client, () => client.ask());
      if (!client.answerCalls()) return;
    }
    await this.#ask(stage, client, () => client.ask());
    if (client.answerCalls()) this.#say(client, "Enough.");
  }

  /** After results that nothing answered yet, words stand in the same message. */
  #say(client: Writer, words: string): void {
    const last = client.messages.at(-1);
    const text = { type: "text", text: words };
    if (last?.role !== "user") return void client.messages.push({ role: "user", content: [text] });
    const said = { ...last, content: [...blocksOf(last.content), text] };
    client.messages = [...client.messages.slice(0, -1), said];
  }

  /** What was told when the last answer was given is told again, to the letter. */
  async #ask({ ups }: Stage, client: Writer, ask: () => Promise<unknown>): Promise<void> {
    const answer = client.messages.findLast(({ role }) => role === "assistant");
    const told = answer ? this.#told.get(answer) ?? [] : [];
    const first = ups().length;
    const length = client.messages.length;
    await ask();
    const sent = ups().slice(first).map(historyOf);
    let before = told;
    for (const history of sent) {
      const at = before.findIndex((block, i) => block !== history[i]);
      assert.equal(at < 0 ? undefined : history[at]?.slice(0, 300), before[at]?.slice(0, 300));
      before = history;
    }
    if (client.messages.length > length) this.#told.set(client.messages[length], sent.at(-1)!);
  }

  #assertPairs(up: Fields): void {
    for (const { input, content, isError, round } of pairsIn(up)) {
      if (round >= MOST_ANSWERED) {
        assert.deepEqual([content, isError], [TOO_OFTEN.text, true]);
        continue;
      }
      const original = this.#originals.get(String(input.id));
      if (original === undefined) {
        assert.ok(isError, `an original of nothing: ${input.id}`);
        continue;
      }
      const lines = original.split("\n");
      assert.equal(content, input.lines ? lines.slice(2, 4).join("\n") : original);
    }
  }

  #isAskedAgain(body: Fields): boolean {
    const pairs = pairsIn(body);
    const asked = historyOf(body)
      .filter((block) => !pairs.some(({ id }) => block.includes(String(id)))).join("\n");
    const isRound = pairs.some(({ id }) => historyOf(body).at(-1)!.includes(String(id)));
    const times = (this.#asked.get(asked) ?? 0) + (isRound ? 0 : 1);
    this.#asked.set(asked, times);
    return times > 1;
  }

  #stepOf(round: Round, body: Fields, nth: number, suffix: string): Step {
    const id = idIn(body);
    const original = originalOf(body, id);
    if (original !== undefined) this.#originals.set(id, original);
    const talk = round.words.map((which) => says(WORDS[which] + suffix));
    const wishes = round.wishes.map((wish) =>
      expands(
        wish === "none" ? { id: "nowhere" } : { id, ...(wish === "lines" ? { lines: "3-4" } : {}) },
      )
    );
    const calls = [...wishes, ...round.commands.map((which) => runs(COMMANDS[which]))];
    const said = round.isTalkLast && calls.length > 0 ? [...calls, ...talk] : [...talk, ...calls];
    const blocks = [...(round.thinks ? [thinks(`so ${nth}`)] : []), ...said];
    return { says: said.length > 0 ? blocks : [...blocks, says(WORDS[0] + suffix)] };
  }
}

/** What the call gave back that is cited with this id. */
function originalOf({ messages }: Fields, id: string): string | undefined {
  const blocks = fieldsIn(messages).flatMap(({ content }) => blocksOf(content));
  const cited = blocks.find(({ type, content }) =>
    type === "tool_result" && JSON.stringify(content).includes(`squeezr_expand(\\"${id}\\")`)
  );
  const call = blocks.find((block) => block.type === "tool_use" && block.id === cited?.tool_use_id);
  return call && outputOf(String((call.input as Fields).command));
}
