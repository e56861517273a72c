/** What tests of plans are made of. */
import { Buffer } from "node:buffer";
import type { Span } from "../json/spans.ts";
import { quote } from "../json/splice.ts";
import { md5, sha256 } from "../text/digest.ts";
import { conversationOf } from "../conversation/compose.ts";
import type { Block, Conversation, SaidText, Turn } from "../conversation/conversation.ts";
import type { OriginalId, Row } from "./decision.ts";
import type { Desk } from "./desk.ts";

/** One result a turn pair: an assistant turn that calls, and a turn with what came back. */
export interface Told {
  readonly id: string;
  readonly text: string;
  readonly tool?: string;
  readonly command?: string;
  /** What the call writes. */
  readonly input?: string;
  readonly isError?: boolean;
}

export const long = (words: string) => `${words} `.repeat(Math.ceil(1000 / (words.length + 1)));

/** A conversation made of texts alone: the body is their literals, one after another. */
export function conversation(
  told: readonly Told[],
  head: Partial<Conversation["head"]> = {},
): Conversation {
  const body = new Body();
  const turns = told.flatMap(
    ({ id, text, tool = "Bash", command = "run", input, isError = false }) => {
      const asked = body.add(input);
      const calls = [{ id, tool, command, inputs: asked.texts }];
      const answered = body.add(text);
      const results = [{ callId: id, isError, whole: sha256(text), texts: answered.texts }];
      const said = { digest: sha256(`${id}${text}`), marks: [], texts: [], isPinned: false };
      return [
        { said: { ...said, role: "assistant", calls, results: [] }, place: asked.place },
        { said: { ...said, role: "user", calls: [], results }, place: answered.place },
      ] satisfies Turn[];
    },
  );
  return conversationOf(body.bytes(), {
    model: "m",
    digest: "",
    tokensBefore: 100_000,
    cacheMinimum: 0,
    cacheLives: 1,
    clearsResults: false,
    isPinned: false,
    follows: undefined,
    ...head,
  }, turns);
}

/** A body of literals. */
class Body {
  readonly #literals: Uint8Array[] = [];
  #length = 0;

  add(text: string | undefined): { readonly place: Span; readonly texts: readonly SaidText[] } {
    const start = this.#length;
    if (text === undefined) return { place: { start, end: start }, texts: [] };
    const literal = quote(text);
    this.#literals.push(literal);
    this.#length += literal.length;
    const said = {
      place: { start: 0, end: literal.length },
      digest: sha256(text),
      length: text.length,
    };
    return { place: { start, end: this.#length }, texts: [said] };
  }

  bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#literals));
  }
}

/** A rule that halves texts of doubled words, and throws at "boom". */
function shorten({ text }: { text: string }) {
  if (text.startsWith("boom")) throw new Error("boom");
  return text.startsWith("twice")
    ? { rule: "halve", text: text.slice(0, text.length / 2) }
    : undefined;
}

export function desk(more: Partial<Desk> = {}, rows: readonly Row[] = []): Desk {
  return {
    sent: (block: Block) =>
      rows.filter((row) => row.anchor === block.anchor && row.digest === block.digest)
        .map((row) => row.decision),
    newFrom: 0,
    unknown: "raw",
    mode: "on",
    threshold: 800,
    skips: () => false,
    shorten,
    lines: (_, read) => read(),
    cite: () => undefined,
    store: (text) => md5(text).slice(0, 8) as OriginalId,
    ...more,
  };
}
