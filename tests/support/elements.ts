import { createHash } from "node:crypto";
import { idMarks } from "../../src/conversation/marks.ts";
import { bearsMark, entriesOf, isModels } from "./other_apis.ts";
import { fieldOf, itemsOf, textOf, type Tree, writtenOf } from "./json_tree.ts";

/** How closely two texts are compared: `trimmed` passes over white space around them. */
export type Closeness = "exact" | "trimmed";

/** One block of the prompt, in the order in which the provider renders it. */
export interface Element {
  /** For people: `messages[3].content[0]`. */
  readonly place: string;
  /** Equal for equal content: cache markers, and string or lone text block, say nothing. */
  readonly key: string;
  /** The model said it. */
  readonly isAnswer: boolean;
  /** It holds an id or a signature that only one conversation has. */
  readonly isMarked: boolean;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function writtenText(text: Tree, closeness: Closeness): string {
  return closeness === "exact" ? writtenOf(text) : JSON.stringify(textOf(text)?.trim());
}

function writtenBlock(block: Tree, closeness: Closeness): string {
  if (block.kind !== "object") return writtenOf(block);
  const fields = block.fields.filter(([key]) => key !== '"cache_control"');
  return fields.map(([key, value]) => {
    if (key === '"text"' && value.kind === "string") {
      return `${key}:${writtenText(value, closeness)}`;
    }
    if (key === '"content"') return `${key}:${writtenBlocks(value, closeness).join()}`;
    return `${key}:${writtenOf(value)}`;
  }).sort().join();
}

/** A content as blocks, a string as a lone text. */
function writtenBlocks(content: Tree | undefined, closeness: Closeness): string[] {
  if (content?.kind === "string") {
    return [`"text":${writtenText(content, closeness)},"type":"text"`];
  }
  return itemsOf(content).map((block) => writtenBlock(block, closeness));
}

function isMarked(block: Tree): boolean {
  const marks = ["signature", "data"].map((name) => textOf(fieldOf(block, name)));
  return marks.some(Boolean) || idMarks("call", textOf(fieldOf(block, "id"))).length > 0;
}

/** The blocks of a body's messages, or what other APIs have in their place. */
export function elementsOf(root: Tree, closeness: Closeness): Element[] {
  const entries = entriesOf(root).map(({ place, entry }) => elementOf(place, entry));
  return [...entries, ...blocksOf(root, closeness)];
}

function elementOf(place: string, entry: Tree): Element {
  return {
    place,
    key: digestOf(`${place} ${writtenOf(entry)}`),
    isAnswer: isModels(entry),
    isMarked: bearsMark(entry),
  };
}

function blocksOf(root: Tree, closeness: Closeness): Element[] {
  return itemsOf(fieldOf(root, "messages")).flatMap((message, i) => {
    const role = textOf(fieldOf(message, "role"));
    // In chats calls stand beside the content, and results are messages.
    if (fieldOf(message, "tool_calls") || role === "tool") {
      return [elementOf(`messages[${i}]`, message)];
    }
    const blocks = itemsOf(fieldOf(message, "content"));
    return writtenBlocks(fieldOf(message, "content"), closeness).map((block, j) => ({
      place: `messages[${i}].content[${j}]`,
      key: digestOf(`${i} ${role} ${block}`),
      isAnswer: role === "assistant",
      isMarked: blocks[j] !== undefined && isMarked(blocks[j]),
    }));
  });
}

/** What stands before the messages: tools and system. */
export function headOf(root: Tree): string {
  const parts = ["tools", "system"].map((name) => writtenBlocks(fieldOf(root, name), "exact"));
  return digestOf(JSON.stringify(parts));
}

/** How many elements two prompts share from the start on. */
export function sharedStart(one: readonly Element[], other: readonly Element[]): number {
  const parting = one.findIndex((element, i) => element.key !== other[i]?.key);
  return parting < 0 ? one.length : parting;
}
