import { between, oneOf, type Random, seeded } from "../../../src/demo/random.ts";
import { type Ask, POOL } from "./pool.ts";

/** One answer of the model: what it says, and the commands that it runs at once. */
export interface Step {
  readonly says: string;
  readonly commands: readonly string[];
}

/** What the user asks for, and how the model goes about it. */
export interface Task {
  readonly prompt: string;
  readonly steps: readonly Step[];
}

/** How a loop grows. */
export interface Growth {
  readonly seed: number;
  readonly calls: number;
  /** How many of the calls, from 0 to 1, ask for what was asked before. */
  readonly repeats: number;
}

const SAYINGS = [
  "I look at how this is done.",
  "",
  "That is not all of it; I go on.",
  "Let me check that again.",
  "Now the rest.",
];

/** Answers behind which the user says more. */
const STEPS_OF_A_TASK = 9;

/** A day of work. The same growth is the same plan. */
export function planOf({ seed, calls, repeats }: Growth): Task[] {
  const random = seeded(seed);
  const commands = commandsOf(random, calls, repeats);
  const steps: Step[] = [];
  while (commands.length > 0) {
    const count = between(random, 1, 3);
    steps.push({ says: oneOf(random, SAYINGS), commands: commands.splice(0, count) });
  }
  const tasks: Task[] = [];
  while (steps.length > 0) {
    const prompt = `Please go on with part ${
      tasks.length + 1
    } of the work, and say what you found.`;
    tasks.push({ prompt, steps: steps.splice(0, STEPS_OF_A_TASK) });
  }
  return tasks;
}

/** New things of all kinds in turns, and old ones between. */
function commandsOf(random: Random, calls: number, repeats: number): string[] {
  const fresh = POOL.map((asks) => shuffled(random, asks));
  const done: Ask[] = [];
  const commands: string[] = [];
  for (let kind = 0; commands.length < calls;) {
    const isOver = fresh.every((asks) => asks.length === 0);
    if (done.length > 0 && (isOver || random() < repeats)) {
      commands.push(oneOf(random, oneOf(random, done).again));
      continue;
    }
    const ask = fresh[kind++ % fresh.length].pop();
    if (ask === undefined) continue;
    done.push(ask);
    commands.push(ask.command);
  }
  return commands;
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const left = [...list];
  return list.map(() => left.splice(Math.floor(random() * left.length), 1)[0]);
}
