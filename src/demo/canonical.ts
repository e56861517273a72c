import { createHash } from "node:crypto";
import { blocksOf, type Fields, fieldsIn, isFields, without } from "./values.ts";

/** 32 hex digits of SHA-256. */
export function digestOf(...texts: readonly string[]): string {
  return createHash("sha256").update(texts.join("\0")).digest("hex").slice(0, 32);
}

/** JSON with sorted keys, so that the order of keys says nothing. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isFields(value)) return JSON.stringify(value) ?? "null";
  const fields = Object.keys(value).sort()
    .filter((name) => value[name] !== undefined)
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${fields.join(",")}}`;
}

/** Whether a block is the model's thinking, which the signatures link by themselves. */
export function isThinking(block: Fields): boolean {
  return block.type === "thinking" || block.type === "redacted_thinking";
}

/** A block without what is no edit: its cache marker, white space around its text, string or one text. */
function plainBlock(block: Fields): Fields {
  const bare = without(block, "cache_control");
  if (block.type === "text") return { ...bare, text: String(block.text).trim() };
  if (block.type === "tool_result") return { ...bare, content: plainContent(block.content) };
  return bare;
}

/** A content without what is no edit; blank texts are not there at all. */
export function plainContent(content: unknown): readonly Fields[] {
  return blocksOf(content).map(plainBlock).filter((block) =>
    block.type !== "text" || block.text !== ""
  );
}

/** What a message says outside its thinking. */
export function messageDigest(message: Fields): string {
  const said = plainContent(message.content).filter((block) => !isThinking(block));
  return digestOf(canonical({ ...message, content: said }));
}

/** `chain[i]` stands for the messages up to and with `i`. */
export function chainOf(messages: readonly Fields[]): string[] {
  const chain: string[] = [];
  for (const message of messages) chain.push(digestOf(chain.at(-1) ?? "", messageDigest(message)));
  return chain;
}

/** The system prompt; the billing line at its head is taken off before anybody reads it. */
export function systemDigest(system: unknown): string {
  const [first, ...rest] = plainContent(system);
  const billing = String(first?.text).startsWith("x-anthropic-billing-header:");
  return digestOf(canonical(billing ? rest : plainContent(system)));
}

function referencedIn(messages: readonly Fields[]): Set<unknown> {
  const results = messages.flatMap((message) => blocksOf(message.content));
  const parts = results.flatMap((block) => fieldsIn(block.content));
  return new Set(parts.filter((part) => part.type === "tool_reference").map((p) => p.tool_name));
}

/** The tools as a set; one whose loading is put off counts from its first reference on. */
export function toolsDigest(tools: unknown, before: readonly Fields[]): string {
  const referenced = referencedIn(before);
  const loaded = fieldsIn(tools).filter((tool) =>
    tool.defer_loading !== true || referenced.has(tool.name)
  );
  return digestOf(...loaded.map((tool) => canonical(without(tool, "cache_control"))).sort());
}
