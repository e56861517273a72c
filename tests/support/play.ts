import assert from "node:assert/strict";
import { type Answer, readAnswer } from "../../src/demo/read.ts";
import type { Say, Step } from "../../src/demo/script.ts";
import { blocksOf, type Fields } from "../../src/demo/values.ts";
import type { Habits, Move, Recipe, Round } from "./moves.ts";
import { resultOf } from "./results.ts";
import type { Stage } from "./stage.ts";
import {
  bodyOf,
  clearedOf,
  countBodyOf,
  message,
  rewound,
  systemOf,
  type Talk,
  text,
  TOOLS,
} from "./talk.ts";

/** What stands between the client and the provider. */
export interface World {
  /** Through the proxy, whichever one is up. */
  send(request: Request): Promise<Response>;
  /** Past the proxy. */
  direct(request: Request): Promise<Response>;
  /** Something happens to the proxy. */
  happen(event: number): Promise<void>;
}

const END: Step = { says: [{ kind: "text", text: "Done." }] };
const THOUGHT: Say = { kind: "thinking", text: "That was all." };
const MORE_WORDS = "There is more to say about it, and it is said here at some length. ".repeat(4);
const MESSAGES = "/v1/messages?beta=true";
const COUNT = "/v1/messages/count_tokens?beta=true";

/** Plays one recipe: a client with its conversations, against a world. */
class Player {
  readonly #stage: Stage;
  readonly #world: World;
  readonly #habits: Habits;
  readonly #talks: Talk[] = [];
  #count = 0;

  constructor(habits: Habits, stage: Stage, world: World) {
    this.#habits = habits;
    this.#stage = stage;
    this.#world = world;
  }

  async move(move: Move): Promise<void> {
    if (move.does === "world") return await this.#world.happen(move.event);
    if (move.does === "side") return await this.#side();
    if (move.does === "begin") return await this.#begin(move.like, move.rounds);
    const at = move.who % Math.max(1, this.#talks.length);
    const talk = this.#talks[at];
    if (talk === undefined) return;
    switch (move.does) {
      case "work":
        return await this.#work(talk, move.rounds);
      case "ask_again":
        return await this.#askAgain(talk, move.streams);
      case "count":
        return await this.#countTokens(talk);
      case "clear":
        talk.messages = clearedOf(talk.messages, move.how);
        talk.isFinal = true;
        return;
      case "fork":
        this.#talks.push({ ...talk, name: `${talk.name}+` });
        return;
      case "rewind":
        talk.messages = rewound(talk.messages);
        return;
      case "compact":
        return await this.#compact(talk, at);
    }
  }

  /** An answer to what the conversation says now. */
  async #ask(
    talk: Talk,
    step: Step,
    streams = this.#habits.streams,
    past = false,
  ): Promise<Answer> {
    const body = bodyOf(talk, this.#habits);
    const request = this.#stage.request(MESSAGES, bodyJson(body, streams), step);
    return await readAnswer(await (past ? this.#world.direct(request) : this.#world.send(request)));
  }

  async #work(talk: Talk, rounds: readonly Round[], past = false): Promise<void> {
    talk.messages = [
      ...talk.messages,
      message("user", text(this.#told(`Please do ${this.#count++}.`))),
    ];
    for (const round of rounds) await this.#round(talk, round, past);
    const done = { kind: "text", text: this.#told("Done.") } as const;
    const end = { says: rounds.at(-1)?.thinks ? [THOUGHT, done] : [done] };
    const { content } = await this.#ask(talk, end, this.#habits.streams, past);
    talk.messages = [...talk.messages, message("assistant", ...content)];
    talk.isFinal = past;
  }

  async #round(talk: Talk, round: Round, past: boolean): Promise<void> {
    const step = { says: this.#saysOf(talk, round) };
    if (round.fault !== undefined) await this.#fail(talk, { ...step, fault: round.fault }, past);
    // After a failure some clients ask again without `stream`.
    const streams = this.#habits.streams && round.fault?.kind !== "cut";
    const { content } = await this.#ask(talk, step, streams, past);
    const calls = content.filter((block) => block.type === "tool_use");
    const results = calls.map((call, i) => resultOf(round.outcomes[i], call));
    const more = round.after === "reminder"
      ? [text("<system-reminder>\nA file changed.\n</system-reminder>")]
      : [];
    talk.messages = [
      ...talk.messages,
      message("assistant", ...content),
      message("user", ...results, ...more),
      ...(round.after === "system" ? [message("system", text("The list is empty."))] : []),
    ];
    if (round.isBrokenOff && round.after !== "system") await this.#breakOff(talk, past);
  }

  /** The answer is thrown away, and the user says more in the same message. */
  async #breakOff(talk: Talk, past: boolean): Promise<void> {
    await this.#ask(talk, END, this.#habits.streams, past);
    const last = talk.messages.length - 1;
    talk.messages = talk.messages.map((said, i) =>
      i === last ? { ...said, content: [...blocksOf(said.content), text("No, wait.")] } : said
    );
  }

  async #fail(talk: Talk, step: Step, past: boolean): Promise<void> {
    await assert.rejects(
      this.#ask(talk, step, true, past),
      "a scripted failure got through as an answer",
    );
  }

  #saysOf({ messages }: Talk, round: Round): Say[] {
    const before = messages.flatMap(({ content }) => blocksOf(content))
      .filter((block) => block.type === "tool_use").length;
    const calls = round.outcomes.map((outcome, i): Say => ({
      kind: "call",
      tool: outcome.tool,
      input: { command: `${outcome.tool} ${outcome.kind} ${outcome.seed}` },
      ...(this.#habits.ids === "short" ? { id: `call_${before + i}` } : {}),
    }));
    return [
      ...(round.thinks ? [{ kind: "thinking", text: "I think about it." } as const] : []),
      ...(round.says ? [{ kind: "text", text: this.#told("I look.") } as const] : []),
      ...calls,
    ];
  }

  /** What is said, in as many words as somebody has. */
  #told(said: string): string {
    return this.#habits.words === "many" ? `${said} ${MORE_WORDS}` : said;
  }

  async #askAgain(talk: Talk, streams: boolean): Promise<void> {
    if (talk.isFinal || talk.messages.at(-1)?.role !== "assistant") return;
    talk.messages = talk.messages.slice(0, -1);
    const { content } = await this.#ask(talk, END, streams);
    talk.messages = [...talk.messages, message("assistant", ...content)];
  }

  async #countTokens(talk: Talk): Promise<void> {
    const body = JSON.stringify(countBodyOf(talk, this.#habits));
    const response = await this.#world.send(this.#stage.request(COUNT, body, END));
    const said = await response.text();
    assert.equal(response.status, 200, said);
  }

  async #compact(talk: Talk, at: number): Promise<void> {
    const asked = message("user", text("Sum up this conversation."));
    const { content } = await this.#ask({ ...talk, messages: [...talk.messages, asked] }, END);
    const summary = message("user", text(`Summary ${this.#count++}: ${JSON.stringify(content)}`));
    const { content: first } = await this.#ask({ ...talk, messages: [summary] }, END);
    this.#talks[at] = {
      ...talk,
      name: `${talk.name}'`,
      messages: [summary, message("assistant", ...first)],
    };
  }

  async #begin(like: Extract<Move, { does: "begin" }>["like"], rounds: readonly Round[]) {
    const talk: Talk = {
      name: `talk ${this.#talks.length}`,
      system: systemOf(like === "subagent" ? "a helper" : "the agent"),
      tools: like === "subagent" ? TOOLS.slice(0, 2) : TOOLS,
      messages: [],
    };
    this.#talks.push(talk);
    // The first message is made from the count: the same count, the same words.
    if (like === "same_first_message") this.#count = 0;
    await this.#work(talk, rounds, like === "elsewhere");
  }

  async #side(): Promise<void> {
    const talk: Talk = {
      name: "side",
      system: [],
      tools: [],
      messages: [message("user", text("A title for this conversation?"))],
    };
    await this.#ask(talk, END);
  }
}

function bodyJson(body: Fields, streams: boolean): string {
  return JSON.stringify(streams ? { ...body, stream: true } : body);
}

/** Plays a recipe to its end. Throws when a request is refused. */
export async function play({ habits, moves }: Recipe, stage: Stage, world: World): Promise<void> {
  const player = new Player(habits, stage, world);
  for (const move of moves) await player.move(move);
}
