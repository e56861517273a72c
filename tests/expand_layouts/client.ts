import assert from "node:assert/strict";
import { isThinking } from "../../src/demo/canonical.ts";
import { blocksOf, type Fields, fieldsIn, isFields } from "../../src/demo/values.ts";
import { Client } from "../expand/client.ts";

/** How a client writes its history down for a request. */
export type Writing = (messages: readonly Fields[]) => Fields[];

/** A client that writes its history in its own way, and may stop reading in the middle of an answer. */
export class Writer extends Client {
  writing: Writing = (messages) => [...messages];

  override async post(path?: string, signal?: AbortSignal): Promise<Response> {
    const { messages } = this;
    this.messages = this.writing(messages);
    const response = super.post(path, signal);
    this.messages = messages;
    return await response;
  }

  /** Reads an answer until it has seen enough of it, and keeps what is whole, and texts as far as they came. */
  async askUntil(isEnough: (seen: readonly Fields[]) => boolean): Promise<void> {
    const response = await this.post();
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const blocks: Growing[] = [];
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
      const events = text.split("\n\n");
      text = events.pop()!;
      for (const event of events) grow(blocks, event);
      if (isEnough(contentOf(blocks))) break;
    }
    await reader.cancel();
    const content = contentOf(blocks);
    for (const { type, name } of content) if (type === "tool_use") assert.equal(name, "bash");
    if (content.every(isThinking)) return;
    this.messages.push({ role: "assistant", content });
  }
}

interface Growing {
  block: Fields;
  isWhole: boolean;
}

function grow(blocks: Growing[], frame: string): void {
  const data = frame.split("\n").find((line) => line.startsWith("data: "));
  const event = data === undefined ? {} : JSON.parse(data.slice(6));
  const at = blocks[event.index];
  if (event.type === "content_block_start") {
    blocks.push({ block: event.content_block, isWhole: false });
  }
  if (event.type === "content_block_stop") at.isWhole = true;
  if (event.type === "content_block_delta") {
    const [name, piece] = Object.entries(event.delta as Fields).find(([key]) => key !== "type")!;
    const isJson = name === "partial_json";
    const key = isJson ? "json" : name;
    at.block = { ...at.block, [key]: `${at.block[key] ?? ""}${piece}` };
  }
}

function contentOf(blocks: readonly Growing[]): Fields[] {
  return blocks.flatMap(({ block, isWhole }): Fields[] => {
    const { json, ...rest } = block;
    if (block.type === "text") return String(block.text).trim() === "" ? [] : [rest];
    if (!isWhole) return [];
    return [json ? { ...rest, input: JSON.parse(String(json)) } : rest];
  });
}

/** Leaves thinking out of all messages before the last words of the user. */
export const withoutOldThinking: Writing = (messages) => {
  const last = messages.findLastIndex((said) => said.role === "user" && !answersCalls(said));
  return messages.map((said, i) =>
    i < last ? withBlocks(said, (blocks) => thoughtless(blocks)) : said
  )
    .filter(({ content }) => content !== "" && blocksOf(content).length > 0);
};

/** Joins neighbouring texts. */
export const joined: Writing = (messages) =>
  messages.map((said) => said.role === "assistant" ? withBlocks(said, joinTexts) : said);

/** Writes lone texts as strings. */
export const asStrings: Writing = (messages) =>
  messages.map((said) => {
    const [only, ...more] = blocksOf(said.content);
    return more.length === 0 && only.type === "text" ? { ...said, content: only.text } : said;
  });

/** Marks the last block of the last messages. */
export function marking(count: number): Writing {
  return (messages) =>
    messages.map((said, i) =>
      i < messages.length - count ? said : withBlocks(said, (blocks) => {
        const at = blocks.findLastIndex((block) => !isThinking(block));
        return blocks.map((block, j) =>
          j === at ? { ...block, cache_control: { type: "ephemeral" } } : block
        );
      })
    );
}

/** Clears what calls gave back, but for the last message. */
export const cleared: Writing = (messages) =>
  messages.map((said, i) =>
    i === messages.length - 1
      ? said
      : withBlocks(said, (blocks) =>
        blocks.map((block) =>
          block.type === "tool_result" ? { ...block, content: "[cleared]" } : block
        ))
  );

/** One way after the other. */
export function both(...writings: readonly Writing[]): Writing {
  return (messages) => writings.reduce((written, write) => write(written), [...messages]);
}

/** Whether a message gives back what calls were answered. */
export function answersCalls({ content }: Fields): boolean {
  return fieldsIn(content).some(({ type }) => type === "tool_result");
}

function withBlocks(said: Fields, change: (blocks: readonly Fields[]) => Fields[]): Fields {
  return { ...said, content: change(blocksOf(said.content)) };
}

function thoughtless(blocks: readonly Fields[]): Fields[] {
  return blocks.filter((block) => !isThinking(block));
}

function joinTexts(blocks: readonly Fields[]): Fields[] {
  return blocks.reduce<Fields[]>((all, block) => {
    const before = all.at(-1);
    const isText = block.type === "text" && before?.type === "text";
    if (!isText) return [...all, block];
    const marker = isFields(block.cache_control) ? { cache_control: block.cache_control } : {};
    return [...all.slice(0, -1), { ...before, text: `${before.text}\n\n${block.text}`, ...marker }];
  }, []);
}
