import { isThinking } from "../../src/demo/canonical.ts";
import { blocksOf, type Fields, without } from "../../src/demo/values.ts";
import type { Habits } from "./moves.ts";

/** One conversation as its client keeps it: every content a list of blocks, no cache markers. */
export interface Talk {
  readonly name: string;
  readonly system: readonly Fields[];
  readonly tools: readonly Fields[];
  messages: readonly Fields[];
  /**
   * The last answer can't be asked for again: its thinking was taken away, or its request went past the proxy, which
   * would take the results in it for new ones.
   */
  isFinal?: boolean;
}

const TOOL_NAMES = ["bash", "read_file", "list"];

/** The tools that a client offers. */
export const TOOLS: readonly Fields[] = TOOL_NAMES.map((name) => ({
  name,
  description: `Tool ${name}. ${"It has a long description. ".repeat(8)}`,
  input_schema: { type: "object", properties: { command: { type: "string" } } },
}));

/** A block of text. */
export function text(said: string): Fields {
  return { type: "text", text: said };
}

/** A message. */
export function message(role: string, ...content: readonly Fields[]): Fields {
  return { role, content };
}

/** How a client introduces itself, as the main agent or a helper of it. */
export function systemOf(agent: string): Fields[] {
  return [
    text("x-anthropic-billing-header: cc_version=1.0.0.abc; cc_entrypoint=cli;"),
    text(`You are ${agent}.`),
    text("You help with code. ".repeat(60)),
  ];
}

function marked(block: Fields, ttl: string | undefined): Fields {
  return { ...block, cache_control: { type: "ephemeral", ...(ttl === undefined ? {} : { ttl }) } };
}

function lastMarked(said: Fields, ttl: string | undefined): Fields {
  const content = blocksOf(said.content);
  const last = content.length - 1;
  return { ...said, content: content.map((block, i) => (i === last ? marked(block, ttl) : block)) };
}

/** The messages that get a marker, as indexes. */
function markedAt(messages: readonly Fields[], markers: Habits["markers"]): number[] {
  const users = messages.flatMap(({ role }, i) => (role === "user" ? [i] : []));
  if (markers === "none") return [];
  return users.slice(markers === "last_two" ? -2 : -1);
}

/** A lone text of an earlier message, as a string. */
function flipped(said: Fields): Fields {
  const [only, ...more] = blocksOf(said.content);
  const isLone = more.length === 0 && only.type === "text" && only.cache_control === undefined;
  return isLone ? { ...said, content: only.text } : said;
}

/** The body of a request, in the order of fields that the client writes. */
export function bodyOf(talk: Talk, habits: Habits): Fields {
  const ttl = habits.markers === "hour" ? "1h" : undefined;
  const at = markedAt(talk.messages, habits.markers);
  const messages = talk.messages
    .map((said, i) => (at.includes(i) ? lastMarked(said, ttl) : said))
    .map((said) => (habits.flips ? flipped(said) : said));
  const system = talk.system.map((block, i) =>
    habits.markers === "none" || i === 0 ? block : marked(block, ttl)
  );
  return {
    model: "claude-opus-5-5",
    messages,
    system,
    ...(talk.tools.length > 0 ? { tools: talk.tools } : {}),
    max_tokens: 32000,
    thinking: { type: "adaptive" },
  };
}

/** The body that counts what the message would send. */
export function countBodyOf(talk: Talk, habits: Habits): Fields {
  return without(bodyOf(talk, habits), "max_tokens");
}

const CLEARED = "[Old tool result content cleared]";
const MASKED = "<tool_output_masked>\nThe first lines\n</tool_output_masked>";

/** A history whose results the client took away itself; thinking that was bound to them goes with them. */
export function clearedOf(messages: readonly Fields[], how: "cleared" | "masked"): Fields[] {
  const taken = how === "cleared" ? CLEARED : MASKED;
  const clear = (block: Fields) =>
    block.type === "tool_result" ? { ...block, content: taken } : block;
  return messages.map((said) => ({
    ...said,
    content: blocksOf(said.content).filter((block) => !isThinking(block)).map(clear),
  }));
}

/** A history up to the last prompt of the user, which is left out. */
export function rewound(messages: readonly Fields[]): readonly Fields[] {
  const isPrompt = ({ role, content }: Fields) =>
    role === "user" && blocksOf(content).every((block) => block.type === "text");
  const last = messages.findLastIndex(isPrompt);
  return last > 0 ? messages.slice(0, last) : messages;
}
