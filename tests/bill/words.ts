import { blocksOf, type Fields, without } from "../../src/demo/values.ts";
import { o200kOf } from "../support/o200k.ts";

/** About what an image takes, in tokens. */
const IMAGE = 1600;

/** Counts tokens in o200k, each text once. */
export class TokenCounter {
  readonly #known = new Map<string, number>();

  count(text: string): number {
    const known = this.#known.get(text) ?? o200kOf(text);
    this.#known.set(text, known);
    return known;
  }

  /** What a block takes in a prompt or an answer: what the model reads of it, and a little around it. */
  block(block: Fields): number {
    return this.count(wordsOf(block)) + imagesIn(block) * IMAGE;
  }
}

/** What the model reads of a block of Anthropic's. Signatures it does not. */
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

function imagesIn({ type, content }: Fields): number {
  return type === "tool_result"
    ? blocksOf(content).filter((part) => part.type === "image").length
    : 0;
}
