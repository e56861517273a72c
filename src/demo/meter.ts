import { digestOf } from "./canonical.ts";
import { blocksOf, type Fields, fieldsIn, isFields, without } from "./values.ts";

/** The usage numbers of one answer, as the API names them. */
export interface Usage {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation: {
    readonly ephemeral_5m_input_tokens: number;
    readonly ephemeral_1h_input_tokens: number;
  };
  readonly output_tokens: number;
  readonly service_tier: "standard";
}

/** Bills one request after another. */
export interface CountsTokens {
  /** What a request and the answer to it come to. */
  usageOf(body: Fields, content: readonly Fields[]): Usage;
}

/** How far back from a marker an earlier entry is looked for; a run of calls or of results counts once. */
const LOOKBACK = 20;

/** One step of the prompt as it is rendered: tools, then system, then messages. */
interface Element {
  readonly key: string;
  /** Tokens up to and with this element. */
  readonly tokens: number;
  readonly position: number;
  readonly ttl: string | undefined;
}

/** An estimate: a token for every four bytes. */
export function tokensOf(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 4);
}

function markOf(block: Fields): string | undefined {
  return isFields(block.cache_control) ? String(block.cache_control.ttl ?? "5m") : undefined;
}

function renderedOf(body: Fields): Fields[] {
  return [
    ...fieldsIn(body.tools),
    ...blocksOf(body.system),
    ...fieldsIn(body.messages).flatMap((message) =>
      blocksOf(message.content).map((block) => ({ role: message.role, ...block }))
    ),
  ];
}

/** Every prefix of the prompt; the markers themselves are no part of a key. */
function elementsOf(body: Fields): Element[] {
  const rendered = renderedOf(body);
  const elements: Element[] = [];
  for (const [i, block] of rendered.entries()) {
    const before = elements.at(-1);
    const text = JSON.stringify(without(block, "cache_control"));
    const joins = ["tool_use", "tool_result"].includes(String(block.type)) &&
      rendered[i - 1]?.type === block.type;
    elements.push({
      key: digestOf(before?.key ?? String(body.model), text),
      tokens: (before?.tokens ?? 0) + tokensOf(text),
      position: (before?.position ?? 0) + (joins ? 0 : 1),
      ttl: markOf(block) ?? (i === rendered.length - 1 ? markOf(body) : undefined),
    });
  }
  return elements;
}

function readOf(elements: readonly Element[], marked: Element, entries: Set<string>): number {
  const hit = elements.findLast((element) =>
    element.tokens <= marked.tokens && marked.position - element.position < LOOKBACK &&
    entries.has(element.key)
  );
  return hit?.tokens ?? 0;
}

/** A prompt cache in small: prefixes that were marked once are read, nothing expires. */
export class Meter implements CountsTokens {
  readonly #entries = new Set<string>();

  /** What a prompt costs, in tokens; writes its marked prefixes. */
  usageOf(body: Fields, content: readonly Fields[]): Usage {
    const elements = elementsOf(body);
    const marked = elements.filter((element) => element.ttl !== undefined);
    const read = Math.max(0, ...marked.map((mark) => readOf(elements, mark, this.#entries)));
    const upTo = (marks: readonly Element[]) => Math.max(read, marks.at(-1)?.tokens ?? 0);
    const longest = upTo(marked);
    const hour = upTo(marked.filter((mark) => mark.ttl === "1h"));
    for (const { key } of marked) this.#entries.add(key);
    return {
      input_tokens: (elements.at(-1)?.tokens ?? 0) - longest,
      cache_creation_input_tokens: longest - read,
      cache_read_input_tokens: read,
      cache_creation: {
        ephemeral_5m_input_tokens: longest - hour,
        ephemeral_1h_input_tokens: hour - read,
      },
      output_tokens: tokensOf(JSON.stringify(content)),
      service_tier: "standard",
    };
  }
}
