import { TOOL as ANTHROPIC } from "../../src/providers/anthropic/expand/tool.ts";
import { TOOL_NAME } from "../../src/providers/expanding/tool.ts";
import { TOOL as GEMINI } from "../../src/providers/gemini/expand/tool.ts";
import { TOOL as CHAT } from "../../src/providers/chat/tool.ts";
import { TOOL as RESPONSES } from "../../src/providers/openai_responses/expand/tool.ts";
import { fieldOf, itemsOf, textOf, type Tree } from "./json_tree.ts";

/** The tool in the words of each API. */
const TOOLS = [ANTHROPIC, CHAT, GEMINI, RESPONSES];

/** What went up without the tool that brings originals back: a proxy may add it as the last one, once, as it is. */
export function withoutOffer(up: string): string {
  for (const tool of TOOLS) {
    const parts = up.split(`,${tool}]`);
    if (parts.length === 2) return parts.join("]");
  }
  return up;
}

/** The same without the calls of that tool and their results, of which the client knows nothing. */
export function withoutPairs(root: Tree): Tree {
  const messages = fieldOf(root, "messages");
  if (root.kind !== "object" || messages === undefined || unspliced(messages) === messages) {
    return root;
  }
  return {
    kind: "object",
    fields: root.fields.map((
      [key, value],
    ) => [key, key === '"messages"' ? unspliced(value) : value]),
  };
}

function unspliced(messages: Tree): Tree {
  const all = itemsOf(messages);
  const ours = new Set(all.flatMap((message) => blocksOf(message).flatMap(idOfOurs)));
  if (ours.size === 0) return messages;
  const kept: Tree[] = [];
  let isOpen = false;
  for (const message of all) {
    const blocks = blocksOf(message).filter((block) => !isOfPair(block, ours));
    const isOurs = blocks.length < blocksOf(message).length;
    const isAnswer = textOf(fieldOf(message, "role")) === "assistant";
    if (isAnswer && isOpen) kept.push(withBlocks(message, [...blocksOf(kept.pop()!), ...blocks]));
    // A message of our results alone stands inside what the client saw as one answer.
    else if (blocks.length > 0 || isAnswer || !isOurs) {
      kept.push(isOurs ? withBlocks(message, blocks) : message);
    }
    isOpen = !isAnswer && isOurs && blocks.length === 0;
  }
  return { kind: "list", items: kept };
}

function blocksOf(message: Tree): readonly Tree[] {
  return itemsOf(fieldOf(message, "content"));
}

function idOfOurs(block: Tree): string[] {
  const id = textOf(fieldOf(block, "id"));
  return textOf(fieldOf(block, "name")) === TOOL_NAME && id !== undefined ? [id] : [];
}

function isOfPair(block: Tree, ours: ReadonlySet<string>): boolean {
  const id = textOf(fieldOf(block, "tool_use_id"));
  return idOfOurs(block).length > 0 || (id !== undefined && ours.has(id));
}

function withBlocks(message: Tree, blocks: readonly Tree[]): Tree {
  if (message.kind !== "object") return message;
  const content: Tree = { kind: "list", items: blocks };
  return {
    kind: "object",
    fields: message.fields.map(([key, value]) => [key, key === '"content"' ? content : value]),
  };
}
