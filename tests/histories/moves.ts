import fc from "fast-check";
import { TEXT_KINDS } from "../support/texts.ts";
import type { Given, Habits } from "./talk.ts";

/** One answer of the model that calls tools. */
export interface Round {
  readonly text: string;
  readonly calls: readonly Given[];
  readonly sealed: boolean;
}

/** What is done with one of the conversations that are open; `who` is taken modulo their number. */
export type Move =
  | { readonly does: "work"; readonly who: number; readonly rounds: readonly Round[] }
  | { readonly does: "again" | "fork" | "clear"; readonly who: number }
  | { readonly does: "rewind"; readonly who: number; readonly entries: number }
  | { readonly does: "begin"; readonly like: "new" | "same"; readonly rounds: readonly Round[] }
  /** Something happens to the proxy. */
  | { readonly does: "world"; readonly event: number };

/** Shortened texts come most often. */
const given: fc.Arbitrary<Given> = fc.record({
  kind: fc.constantFrom("coloured", "coloured", "repeated", ...TEXT_KINDS),
  seed: fc.integer({ min: 0, max: 9 }),
  form: fc.constantFrom("text", "text", "text", "parts", "nothing", "failed"),
});

const rounds: fc.Arbitrary<Round[]> = fc.array(
  fc.record({
    text: fc.constantFrom("", "I look."),
    calls: fc.array(given, { minLength: 1, maxLength: 3 }),
    sealed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
);

const who = fc.nat({ max: 4 });

/** All that is done in a session; `events` is how many things can happen to the proxy. */
export function movesWith(events: number): fc.Arbitrary<Move[]> {
  const move: fc.Arbitrary<Move> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ does: fc.constant("work" as const), who, rounds }) },
    {
      weight: 2,
      arbitrary: fc.record({
        does: fc.constant("begin" as const),
        like: fc.constantFrom("new" as const, "same" as const),
        rounds,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        does: fc.constantFrom("again" as const, "fork" as const, "clear" as const),
        who,
      }),
    },
    {
      arbitrary: fc.record({ does: fc.constant("rewind" as const), who, entries: fc.nat(9) }),
      weight: 1,
    },
    {
      weight: 3,
      arbitrary: fc.record({ does: fc.constant("world" as const), event: fc.nat(events - 1) }),
    },
  );
  return fc.array(move, { minLength: 3, maxLength: 14 });
}

/** How clients write. */
export const habits: fc.Arbitrary<Habits> = fc.record({
  indent: fc.constantFrom(0 as const, 0 as const, 1 as const),
  hasIds: fc.boolean(),
  isOldFashioned: fc.boolean(),
  dropsThoughts: fc.boolean(),
  refersBack: fc.boolean(),
  escapes: fc.boolean(),
});
