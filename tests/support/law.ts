import assert from "node:assert/strict";
import { changedTexts, comparisonOf, type Difference } from "./differences.ts";
import { type Closeness, type Element, elementsOf, headOf, sharedStart } from "./elements.ts";
import type { Tree } from "./json_tree.ts";

/** One request as the client sent it and as it went up. */
export interface Passage {
  /** For people: which request of which session. */
  readonly name: string;
  /** Only passages of one conversation are held against each other. */
  readonly conversation: string;
  readonly body: Uint8Array;
  readonly up: Uint8Array;
  /** A count asks without being remembered: later requests owe it nothing. */
  readonly isCount: boolean;
}

/** What the laws say about a row of requests. All but the first four must be 0. */
export interface LawReport {
  readonly requests: number;
  readonly changedTexts: number;
  readonly bytesIn: number;
  readonly bytesUp: number;
  readonly foreignEdits: number;
  readonly markerChanges: number;
  readonly prefixBreaks: number;
  /** Requests of which more went up than came in, our tool and calls of it aside. */
  readonly grown: number;
  /** The first differences, to be read by people. */
  readonly differences: readonly string[];
}

/** The most differences that a report tells in words. */
const TOLD = 10;
const CLOSENESS: readonly Closeness[] = ["exact", "trimmed"];

/** A prompt as the client said it and as it was sent, block by block. */
interface Seen {
  readonly passage: Passage;
  readonly head: readonly [string, string];
  readonly elements: Readonly<Record<Closeness, readonly [Element[], Element[]]>>;
}

function seenOf(passage: Passage, client: Tree, sent: Tree): Seen {
  const both = (closeness: Closeness): readonly [Element[], Element[]] => [
    elementsOf(client, closeness),
    elementsOf(sent, closeness),
  ];
  return {
    passage,
    head: [headOf(client), headOf(sent)],
    elements: { exact: both("exact"), trimmed: both("trimmed") },
  };
}

/**
 * The later request is known to belong to the conversation of the earlier one: by an id or a signature that both hold,
 * or since it is the earlier one with its answer. Of a mere beginning two conversations may be made.
 */
function continues(later: Seen, earlier: Seen): boolean {
  const [said] = later.elements.exact;
  const [saidBefore] = earlier.elements.exact;
  const shared = said.slice(0, sharedStart(saidBefore, said));
  if (shared.some(({ isAnswer, isMarked }) => isAnswer && isMarked)) return true;
  const isWhole = shared.length === saidBefore.length && shared.some(({ isAnswer }) => isAnswer);
  const lastOther = said.findLastIndex(({ isAnswer }, i) => isAnswer && !said[i - 1]?.isAnswer);
  return isWhole && (lastOther === shared.length || said.length === shared.length);
}

/** Where the later of two requests sent something else although the client had said the same. */
function breakBetween(earlier: Seen, later: Seen): string | undefined {
  if (continues(later, earlier) && earlier.head[0] === later.head[0]) {
    if (earlier.head[1] !== later.head[1]) return "tools and system";
  }
  for (const closeness of CLOSENESS) {
    const [said, sent] = later.elements[closeness];
    const [saidBefore, sentBefore] = earlier.elements[closeness];
    const owed = sharedStart(saidBefore, said);
    const kept = sharedStart(sentBefore, sent);
    if (kept < owed) return said[kept].place;
  }
  return undefined;
}

function prefixBreaks(seen: readonly Seen[]): string[] {
  return seen.flatMap((later, i) => {
    const owedTo = seen.slice(0, i).filter(({ passage }) =>
      passage.conversation === later.passage.conversation && !passage.isCount
    );
    for (const earlier of owedTo.reverse()) {
      const place = breakBetween(earlier, later);
      if (place === undefined) continue;
      return [`${later.passage.name}: ${place} is not what ${earlier.passage.name} sent`];
    }
    return [];
  });
}

function told({ name }: Passage, { path, was, is }: Difference): string {
  return `${name}: ${path} was ${was}, is ${is}`;
}

const isMarker = ({ path }: Difference) => path.includes("cache_control");

/** Holds a row of requests, in the order in which they were sent, against the laws. */
export function lawReport(passages: readonly Passage[]): LawReport {
  const compared = passages.map((passage) => ({
    passage,
    ...comparisonOf(passage.body, passage.up),
  }));
  const seen = compared.flatMap(({ passage, client, sent }) =>
    client && sent ? [seenOf(passage, client, sent)] : []
  );
  const breaks = prefixBreaks(seen);
  const grown = compared.flatMap(({ passage, growth }) =>
    growth > 0 ? [`${passage.name}: ${growth} bytes more went up than came in`] : []
  );
  const all = compared.flatMap(({ differences }) => differences);
  const words = compared.flatMap(({ passage, differences }) =>
    differences.map((difference) => told(passage, difference))
  );
  return {
    requests: passages.length,
    changedTexts: compared.reduce(
      (sum, { client, sent }) => sum + (client && sent ? changedTexts(client, sent) : 0),
      0,
    ),
    bytesIn: passages.reduce((sum, { body }) => sum + body.length, 0),
    bytesUp: passages.reduce((sum, { up }) => sum + up.length, 0),
    foreignEdits: all.filter((difference) => !isMarker(difference)).length,
    markerChanges: all.filter(isMarker).length,
    prefixBreaks: breaks.length,
    grown: grown.length,
    differences: [...words, ...breaks, ...grown].slice(0, TOLD),
  };
}

/** Fails where a law was broken, and says where. */
export function assertLaw(report: LawReport, name = "the laws"): void {
  const { foreignEdits, markerChanges, prefixBreaks, grown } = report;
  const broken = foreignEdits + markerChanges + prefixBreaks + grown;
  assert.equal(broken, 0, `${name}: ${broken} broken\n${report.differences.join("\n")}`);
}
