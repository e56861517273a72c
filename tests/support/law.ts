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

/** What the laws say about a row of requests. All but the first four must be 0, steps aside where they are allowed. */
export interface LawReport {
  readonly requests: number;
  readonly changedTexts: number;
  readonly bytesIn: number;
  readonly bytesUp: number;
  readonly foreignEdits: number;
  readonly markerChanges: number;
  readonly prefixBreaks: number;
  /** Requests in which texts stand aside that had gone up whole. */
  readonly steps: number;
  /** Texts that stood aside, in all requests together. */
  readonly aside: number;
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
  /** As the client said it, and as it went up with the client's words for placeholders. */
  readonly elements: Readonly<Record<Closeness, readonly [Element[], Element[]]>>;
  /** As it went up. */
  readonly sent: readonly Element[];
}

interface Trees {
  readonly client: Tree;
  readonly sent: Tree;
  readonly whole: Tree;
}

function seenOf(passage: Passage, { client, sent, whole }: Trees): Seen {
  const both = (closeness: Closeness): readonly [Element[], Element[]] => [
    elementsOf(client, closeness),
    elementsOf(whole, closeness),
  ];
  return {
    passage,
    head: [headOf(client), headOf(sent)],
    elements: { exact: both("exact"), trimmed: both("trimmed") },
    sent: elementsOf(sent, "exact"),
  };
}

/** Whether a text stands aside in this element. */
function isAside({ sent, elements }: Seen, i: number): boolean {
  return sent[i].key !== elements.exact[1][i].key;
}

/** The elements that a later request owes to an earlier one. */
function owedTo(earlier: Seen, later: Seen): number {
  return sharedStart(earlier.elements.exact[0], later.elements.exact[0]);
}

/** Where a text that stood aside in the earlier request is another, or whole again, in the later one. */
function returned(earlier: Seen, later: Seen): string | undefined {
  const before = earlier.sent.slice(0, owedTo(earlier, later));
  const at = before.findIndex(({ key }, i) => isAside(earlier, i) && key !== later.sent[i]?.key);
  return at < 0 ? undefined : before[at].place;
}

/** Whether texts stand aside in the later request that went up whole in the earlier one. */
function isStep(earlier: Seen, later: Seen): boolean {
  return earlier.sent.slice(0, owedTo(earlier, later))
    .some((_, i) => !isAside(earlier, i) && isAside(later, i));
}

function isSameTalk(earlier: Seen, later: Seen): boolean {
  return earlier.passage.conversation === later.passage.conversation && !earlier.passage.isCount;
}

/** Requests that hold more placeholders than any before them that they share so much with. */
function stepsIn(seen: readonly Seen[]): number {
  return seen.filter((later, i) => {
    if (later.passage.isCount) return false;
    const before = seen.slice(0, i).filter((earlier) => isSameTalk(earlier, later))
      .map((earlier) => ({ earlier, owed: owedTo(earlier, later) }));
    const most = Math.max(...before.map(({ owed }) => owed));
    const nearest = before.filter(({ owed }) => owed === most);
    return nearest.length > 0 && nearest.every(({ earlier }) => isStep(earlier, later));
  }).length;
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
  return continues(later, earlier) ? returned(earlier, later) : undefined;
}

function prefixBreaks(seen: readonly Seen[]): string[] {
  return seen.flatMap((later, i) => {
    const owed = seen.slice(0, i).filter((earlier) => isSameTalk(earlier, later));
    for (const earlier of owed.reverse()) {
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
  const seen = compared.flatMap(({ passage, client, sent, whole }) =>
    client && sent && whole ? [seenOf(passage, { client, sent, whole })] : []
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
    steps: stepsIn(seen),
    aside: seen.reduce((sum, one) => sum + one.sent.filter((_, i) => isAside(one, i)).length, 0),
    grown: grown.length,
    differences: [...words, ...breaks, ...grown].slice(0, TOLD),
  };
}

/** Fails where a law was broken, and says where. Texts may stand aside where steps are allowed. */
export function assertLaw(
  report: LawReport,
  name = "the laws",
  allowed: "nothing" | "steps" = "nothing",
): void {
  const { foreignEdits, markerChanges, prefixBreaks, grown, aside } = report;
  if (allowed === "nothing") assert.equal(aside, 0, `${name}: ${aside} texts stand aside`);
  const broken = foreignEdits + markerChanges + prefixBreaks + grown;
  assert.equal(broken, 0, `${name}: ${broken} broken\n${report.differences.join("\n")}`);
}
