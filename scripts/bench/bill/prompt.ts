import { blocksOf, type Fields, fieldsIn, isFields, without } from "../../../src/demo/values.ts";
import { o200kOf } from "../../../tests/support/o200k.ts";
import type { Kind, Life, Prompt, PromptBlock as Block } from "../../../src/billing/prompt.ts";
import { cachingOf } from "../../../src/providers/anthropic/caching.ts";

/** One block of a prompt: what the cache sees of it, and what it is. */
export interface PromptBlock extends Block {
  readonly part: Part;
}

/** What a block is of a conversation. */
export type Part =
  | { readonly is: "tools" | "system" | "said by the user" | "answered" | "called" }
  | {
    readonly is: "result";
    readonly callId: string;
    readonly tool: string;
    readonly input: Fields;
  };

/** A request as its provider bills it, of which each block is known. */
export interface PartedPrompt extends Prompt {
  readonly blocks: readonly PromptBlock[];
}

/** What the cache takes a part for. */
const KINDS: Readonly<Record<Part["is"], Kind>> = {
  tools: "tools",
  system: "system",
  "said by the user": "user",
  answered: "answer",
  called: "call",
  result: "result",
};

/** About what an image takes. */
const IMAGE = 1600;

/** Reads the bodies of a session. Each text's tokens are counted once. */
export class PromptReader {
  readonly #tokens = new Map<string, number>();
  /** Blocks are long: the cache is told of them by number. */
  readonly #ids = new Map<string, string>();

  /** The blocks of a body, in the order in which they are cached. */
  read(bytes: Uint8Array): PartedPrompt {
    const body: Fields = JSON.parse(new TextDecoder().decode(bytes));
    const messages = fieldsIn(body.messages);
    const calls = callsIn(messages);
    const blocks = [
      ...fieldsIn(body.tools).map((tool) => this.#block(tool, { is: "tools" })),
      ...blocksOf(body.system).map((block) => this.#block(block, { is: "system" })),
      ...messages.flatMap(({ role, content }) =>
        blocksOf(content).map((block) => this.#block(block, partOf(role, block, calls)))
      ),
    ];
    const model = String(body.model);
    const caching = cachingOf(model);
    return { model, caching, scope: model, blocks, automatic: markOf(body), tier: "standard" };
  }

  /** Tokens of an answer. */
  answered(answer: Fields): number {
    return blocksOf(answer.content).reduce((sum, block) => sum + this.#count(wordsOf(block)), 0);
  }

  #block(block: Fields, part: Part): PromptBlock {
    const images = part.is === "result" ? imagesIn(block) : 0;
    return {
      id: this.#idOf(JSON.stringify(without(block, "cache_control"))),
      tokens: this.#count(wordsOf(block)) + images * IMAGE,
      kind: KINDS[part.is],
      mark: markOf(block),
      ends: false,
      part,
    };
  }

  #idOf(json: string): string {
    const id = this.#ids.get(json) ?? `${this.#ids.size}`;
    this.#ids.set(json, id);
    return id;
  }

  #count(words: string): number {
    const known = this.#tokens.get(words);
    if (known !== undefined) return known;
    const tokens = o200kOf(words);
    this.#tokens.set(words, tokens);
    return tokens;
  }
}

/** The calls of a conversation by their ids. */
function callsIn(messages: readonly Fields[]): Map<string, Fields> {
  const blocks = messages.flatMap(({ content }) => blocksOf(content));
  return new Map(
    blocks.filter(({ type }) => type === "tool_use").map((block) => [String(block.id), block]),
  );
}

function partOf(role: unknown, block: Fields, calls: ReadonlyMap<string, Fields>): Part {
  if (block.type === "tool_use") return { is: "called" };
  if (block.type !== "tool_result") {
    return { is: role === "user" ? "said by the user" : "answered" };
  }
  const callId = String(block.tool_use_id);
  const call = calls.get(callId);
  const input = isFields(call?.input) ? call.input : {};
  return { is: "result", callId, tool: String(call?.name ?? "?"), input };
}

/** What the model is shown of a block. Signatures are not. */
function wordsOf(block: Fields): string {
  switch (block.type) {
    case "text":
      return String(block.text);
    case "thinking":
      return String(block.thinking);
    case "tool_use":
      return `${block.name} ${JSON.stringify(block.input)}`;
    case "tool_result":
      return blocksOf(block.content).map((part) => String(part.text ?? "")).join("\n");
    default:
      return JSON.stringify(without(block, "cache_control"));
  }
}

function imagesIn({ content }: Fields): number {
  return blocksOf(content).filter(({ type }) => type === "image").length;
}

function markOf({ cache_control: mark }: Fields): Life | undefined {
  if (!isFields(mark)) return undefined;
  return mark.ttl === "1h" ? "long" : "short";
}
