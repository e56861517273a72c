import type { Mark } from "../conversation/conversation.ts";
import type { Claim, Offer } from "../conversation/owner.ts";
import type { Database, Fields } from "../sqlite/database.ts";

/** A conversation, and what was offered in it. */
export interface Owner {
  readonly key: string;
  readonly offer: Offer;
}

/** As the tables have it; where a chain leads to several conversations, the greatest is preferred. */
const OFFERS: readonly Offer[] = ["nothing", "shell", "tool"];

/** The number under which the tables keep an offer. */
export function rankOf(offer: Offer): number {
  return OFFERS.indexOf(offer);
}

/** The offer that the tables keep under this number. */
export function offerOf(rank: unknown): Offer {
  return OFFERS[Number(rank)] ?? "nothing";
}

const OF_MARKS = `SELECT wanted.key AS nth, conversations.key, offered
  FROM json_each(?) AS wanted
  CROSS JOIN marks ON marks.mark = wanted.value
  CROSS JOIN conversations ON conversations.id = marks.conversation
  ORDER BY nth DESC LIMIT 1`;

const OF_CHAIN = `SELECT key, offered, answered
  FROM served CROSS JOIN conversations ON conversations.id = served.conversation
  WHERE chain = ? ORDER BY offered DESC, served.id`;

const INSERT_MARK = `INSERT OR IGNORE INTO marks (mark, conversation, kind) VALUES (?, ?, ?)`;

const INSERT_CHAIN = `INSERT OR IGNORE INTO served (chain, conversation, alone) VALUES (?, ?, ?)`;

const SET_ANSWERED = `UPDATE served SET answered = 1 WHERE chain = ? AND alone AND NOT answered`;

/** The conversation of the latest of these marks that the table knows. */
export function selectOwnerOfMarks(database: Database, marks: readonly Mark[]): Owner | undefined {
  if (marks.length === 0) return undefined;
  return ownerOf(database.get(OF_MARKS, JSON.stringify(marks.map((mark) => mark.digest))));
}

/** The conversation in which a request ended with this chain: of several the one with the tool, then the first. */
export function selectOwnerOfChain(
  database: Database,
  { chain, alone, marks }: Claim & { readonly chain: string },
): Owner | undefined {
  const served = database.all(OF_CHAIN, chain);
  // Whoever brings other marks than those of that answer began with the same words somewhere else. Clients that drop
  // thinking go on from an answer in words without any.
  const isElsewhere = alone && marks.length > 0;
  if (isElsewhere && served.some((fields) => fields.answered)) return undefined;
  return ownerOf(served[0]);
}

/** Writes whose mark it is, unless it is somebody's already, and says whose it is. */
export function insertMark(
  database: Database,
  conversation: number,
  owner: Owner,
  mark: Mark,
): Owner {
  const isNew = database.run(INSERT_MARK, mark.digest, conversation, mark.kind) > 0;
  return isNew ? owner : selectOwnerOfMarks(database, [mark]) ?? owner;
}

export function insertChain(
  database: Database,
  conversation: number,
  chain: string,
  alone: boolean,
): void {
  database.run(INSERT_CHAIN, chain, conversation, alone ? 1 : 0);
}

/** From now on this chain proves nothing, if it holds no assistant turn. */
export function setAnswered(database: Database, chain: string): void {
  database.run(SET_ANSWERED, chain);
}

function ownerOf(fields: Fields | undefined): Owner | undefined {
  return fields && { key: String(fields.key), offer: offerOf(fields.offered) };
}
