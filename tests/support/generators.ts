import fc from "fast-check";
import { createProvider } from "../../src/demo/provider.ts";
import { type Fault, overloaded, rateLimited } from "../../src/demo/script.ts";
import type { Passage } from "./law.ts";
import type { Habits, Move, Outcome, Recipe, Round } from "./moves.ts";
import { play } from "./play.ts";
import { Stage } from "./stage.ts";
import { TEXT_KINDS } from "./texts.ts";

const outcome: fc.Arbitrary<Outcome> = fc.record({
  tool: fc.constantFrom("bash", "read_file", "list"),
  kind: fc.constantFrom(...TEXT_KINDS),
  seed: fc.integer({ min: 0, max: 50 }),
  form: fc.constantFrom(
    "string",
    "string",
    "string",
    "parts",
    "two_parts",
    "with_image",
    "nothing",
  ),
  isError: fc.boolean(),
});

const fault: fc.Arbitrary<Fault> = fc.constantFrom(
  overloaded,
  rateLimited(1),
  { kind: "html", status: 502 },
  { kind: "cut", after: 4 },
  { kind: "error_event", after: 4 },
);

const round: fc.Arbitrary<Round> = fc.record({
  thinks: fc.boolean(),
  says: fc.boolean(),
  outcomes: fc.array(outcome, { minLength: 1, maxLength: 3 }),
  after: fc.constantFrom("nothing", "nothing", "reminder", "system"),
  fault: fc.option(fault, { nil: undefined, freq: 8 }),
  isBrokenOff: fc.option(fc.constant(true), { nil: undefined, freq: 8 }),
}, { requiredKeys: ["thinks", "says", "outcomes", "after"] });

const rounds = fc.array(round, { minLength: 1, maxLength: 4 });
const who = fc.nat({ max: 5 });

/** What may be done; `events` is how many things can happen to the proxy. */
function moveOf(events: number): fc.Arbitrary<Move> {
  const works: fc.Arbitrary<Move> = fc.record({ does: fc.constant("work"), who, rounds });
  const begins: fc.Arbitrary<Move> = fc.record({
    does: fc.constant("begin"),
    like: fc.constantFrom("new", "same_first_message", "subagent", "elsewhere"),
    rounds,
  });
  const others: fc.Arbitrary<Move> = fc.oneof(
    fc.record({ does: fc.constant("ask_again"), who, streams: fc.boolean() }),
    fc.record({ does: fc.constantFrom("count", "fork", "rewind", "compact"), who }),
    fc.record({ does: fc.constant("clear"), who, how: fc.constantFrom("cleared", "masked") }),
    fc.record({ does: fc.constant("side") }),
  );
  const world: fc.Arbitrary<Move> = fc.record({
    does: fc.constant("world"),
    event: fc.nat({ max: Math.max(0, events - 1) }),
  });
  return fc.oneof(
    { weight: 6, arbitrary: works },
    { weight: 2, arbitrary: begins },
    { weight: 4, arbitrary: others },
    { weight: events > 0 ? 2 : 0, arbitrary: world },
  );
}

const habits: fc.Arbitrary<Habits> = fc.record({
  markers: fc.constantFrom("none", "claude", "last_two", "hour"),
  flips: fc.boolean(),
  streams: fc.boolean(),
  ids: fc.constantFrom("long", "long", "short"),
});

/** Somebody who marks no cache, and talks much to a model that does not think. */
const chatty: Partial<Habits> = { markers: "none", words: "many" };

/**
 * Sessions in which nothing holds what is said to the letter. A client whose ids tell nothing leaves its results alone:
 * without them, nobody knows its conversation again.
 */
export function unpinnedRecipes(events = 0, maxLength = 12): fc.Arbitrary<Recipe> {
  return recipes(events, maxLength).map(({ habits, moves }) => ({
    habits: { ...habits, ...chatty },
    moves: moves.filter(({ does }) => habits.ids === "long" || does !== "clear").map(unthinking),
  }));
}

function unthinking(move: Move): Move {
  if (!("rounds" in move)) return move;
  return { ...move, rounds: move.rounds.map((round) => ({ ...round, thinks: false })) };
}

/** Sessions: a first conversation, then anything. */
export function recipes(events = 0, maxLength = 12): fc.Arbitrary<Recipe> {
  const first: fc.Arbitrary<Move> = fc.record({
    does: fc.constant("begin"),
    like: fc.constantFrom("new", "new", "elsewhere"),
    rounds,
  });
  return fc.record({
    habits,
    moves: fc.tuple(first, fc.array(moveOf(events), { minLength: 1, maxLength }))
      .map(([begin, moves]) => [begin, ...moves]),
  });
}

/** A recipe's requests as bodies, as they are where nothing stands between the client and the provider. */
export async function requestsOf(recipe: Recipe): Promise<Passage[]> {
  const stage = new Stage();
  const provider = createProvider({ script: stage.script });
  const direct = (request: Request) => provider.fetch(request);
  await play(recipe, stage, { send: direct, direct, happen: () => Promise.resolve() });
  return stage.passagesOf(provider.received);
}
