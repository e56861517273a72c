import fc from "fast-check";
import { rightSource } from "../expand/source.ts";
import { asStrings, both, joined, marking, withoutOldThinking, type Writing } from "./client.ts";
import { type Move, Player, type Round } from "./play.ts";
import { staged } from "./stage.ts";

const which = fc.nat({ max: 2 });
const round: fc.Arbitrary<Round> = fc.record({
  thinks: fc.boolean(),
  words: fc.array(which, { maxLength: 2 }),
  wishes: fc.array(fc.constantFrom("whole", "whole", "lines", "none"), { maxLength: 2 }),
  commands: fc.array(which, { maxLength: 2 }),
  isTalkLast: fc.boolean(),
});

const who = fc.nat({ max: 3 });
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant("turn"), who }) },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant("break"), who, frames: fc.nat({ max: 60 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constantFrom("again", "fork", "rewind", "count"), who }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Move>({ does: "begin" }, { does: "restart" }, { does: "crash" }),
  },
);

const habits = fc.record({
  drops: fc.boolean(),
  joins: fc.boolean(),
  flips: fc.boolean(),
  markers: fc.nat({ max: 2 }),
  stream: fc.boolean(),
});

function writingOf({ drops, joins, flips, markers }: {
  readonly drops: boolean;
  readonly joins: boolean;
  readonly flips: boolean;
  readonly markers: number;
}): Writing {
  return both(
    ...(drops ? [withoutOldThinking] : []),
    ...(joins ? [joined] : []),
    ...(flips ? [asStrings] : []),
    ...(markers > 0 ? [marking(markers)] : []),
  );
}

const PLAIN = { drops: false, joins: false, flips: false, markers: 0, stream: true };

function answer(more: Partial<Round>): Round {
  return { thinks: false, words: [], wishes: [], commands: [], isTalkLast: false, ...more };
}

/** Sessions that once went wrong. */
const EXAMPLES: [Round[], typeof PLAIN, Move[], number, number][] = [
  // A message of thinking that was ended behind calls of ours is counted.
  [
    [false, false, true].map((thinks) => answer({ thinks, wishes: ["whole"] })),
    { ...PLAIN, stream: false },
    [{ does: "count", who: 0 }],
    7,
    0,
  ],
  // The model asks for originals in more rounds than are answered.
  [
    [["whole"], [], ["whole"], []].map((wishes) =>
      answer({ wishes: wishes as Round["wishes"], commands: wishes.length > 0 ? [] : [0] })
    ),
    PLAIN,
    [{ does: "break", who: 0, frames: 0 }, { does: "break", who: 0, frames: 0 }],
    7,
    0,
  ],
];

Deno.test("whatever model, client and proxy do: nothing is refused, all that was told stays told, originals are equal", async () => {
  const sessions = fc.asyncProperty(
    // The first of them makes results that go up as references.
    fc.array(round, { minLength: 3, maxLength: 8 }),
    habits,
    fc.array(move, { minLength: 1, maxLength: 8 }),
    fc.constantFrom(7, 60, 5000),
    fc.nat(),
    async (rounds, habits, moves, largest, seed) => {
      const player = new Player(rounds);
      const setting = { script: player.script, stream: habits.stream, largest, seed };
      await staged(rightSource, setting, (stage) => player.play(stage, writingOf(habits), moves));
    },
  );
  await fc.assert(sessions, { numRuns: 40, interruptAfterTimeLimit: 60_000, examples: EXAMPLES });
});
