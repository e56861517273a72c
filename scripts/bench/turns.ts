import { defaultConfig } from "../../src/config/settings.ts";
import { billedOf } from "../../src/replay/bills.ts";
import { answersOf, hasCorpus, type Recorded, recordedOf } from "../../tests/support/corpus.ts";
import { compression } from "../../tests/support/proxies.ts";
import { Ledger, prices } from "./bills.ts";
import { rounded } from "./numbers.ts";
import { Passing, type Stats } from "./passing.ts";
import type { Report } from "./report.ts";
import { chatTalk } from "./talks.ts";

/** A recorded session of 60 turns and more, of a client that marks no cache. */
const MARKERLESS = "sdk-anthropic-turns-express";
/** Of each generation of OpenAI's caching: what is read costs a tenth, and what is written a quarter more. */
const MODELS = ["gpt-5.4", "gpt-6-sol"];
const PROMPTS = 90;

const HOW =
  "Long sessions without cache markers, with stale turns on and off: a recorded one, and one of our own through " +
  "OpenAI's SDK. Bills by the provider's own cache rules and prices, requests 15 s apart; tokens are estimated. " +
  "Anthropic bills no cache without markers: there a step costs nothing. OpenAI's is automatic: a step costs the " +
  "prefix behind its first text, and frees the window. Window: the longest request, in thousands of tokens.";

interface Session {
  readonly name: string;
  readonly requests: readonly Recorded[];
  /** Nothing that was sent before is any cheaper. */
  readonly isUncached: boolean;
}

/** What a session costs in one way. */
interface Cost {
  readonly dollars: number;
  readonly window: number;
  readonly stale: Stats["stale_turns"];
}

/** Both bills of long sessions: with old texts standing aside, and without. */
export async function turns(_isQuick: boolean): Promise<Report> {
  const sessions = await sessionsThere();
  const rows = [];
  for (const { name, requests, isUncached } of sessions) {
    const [on, off] = [await costOf(name, requests, true), await costOf(name, requests, false)];
    rows.push({ name, isUncached, requests: requests.length, on, off });
  }
  const uncached = rows.filter((row) => row.isUncached);
  return {
    name: "turns",
    how: HOW,
    tables: [[
      ["session", "requests", "steps", "aside", "off $", "on $", "on / off", "window off", "on"],
      ...rows.map(({ name, requests, on, off }) => [
        name,
        requests,
        on.stale.steps,
        on.stale.collapsed,
        rounded(off.dollars, 3),
        rounded(on.dollars, 3),
        rounded(on.dollars / off.dollars, 3),
        rounded(off.window / 1000, 1),
        rounded(on.window / 1000, 1),
      ]),
    ]],
    goals: uncached.map(({ name, on, off }) => ({
      name: `${name}: bill with stale turns / without, where no cache is billed`,
      value: rounded(on.dollars / off.dollars, 4),
      most: 1,
      unit: "",
    })),
    notes: [],
  };
}

async function sessionsThere(): Promise<Session[]> {
  const own = await Promise.all(MODELS.map(async (model) => {
    const requests = await chatTalk(model, PROMPTS);
    return { name: `own chat, ${model}`, requests, isUncached: false };
  }));
  if (!hasCorpus("turns")) return own;
  return [{ name: MARKERLESS, requests: recordedOf(MARKERLESS), isUncached: true }, ...own];
}

async function costOf(
  name: string,
  requests: readonly Recorded[],
  stale_turns: boolean,
): Promise<Cost> {
  const answers = answersOf(requests);
  const passing = new Passing(requests, compression({ stale_turns })(defaultConfig));
  const ledger = new Ledger();
  for (const one of requests) {
    const answer = answers.get(one.n);
    const passed = await passing.pass(name, one, answer);
    if (passed) ledger.add(passed, answer);
  }
  const { stale_turns: stale } = await passing.stats();
  passing.close();
  const { passages } = ledger;
  const { sent } = billedOf(passages, { kind: "recorded", counted: "sent" }, prices);
  const window = Math.max(
    ...passages.all.map(({ sent: { blocks } }) =>
      blocks.reduce((sum, { tokens }) => sum + tokens, 0)
    ),
  );
  return { dollars: sent.dollars, window, stale };
}
