import {
  type Allowed,
  BETAS,
  BLOCKS,
  COUNT,
  MARKER,
  MESSAGE,
  PLACES,
  SERVER_BLOCKS,
  TOOL,
  TURN,
} from "./fields.ts";
import { blocksOf, type Fields, fieldsIn, isFields } from "./values.ts";

/** What is wrong with a request, worst first, in the API's own words. */
export type Problems = Generator<string, void, undefined>;

function* fieldProblems(at: string, value: Fields, allowed: Allowed): Problems {
  for (const name of allowed.needs) {
    if (!Object.hasOwn(value, name)) yield `${at}.${name}: Field required`.replace(/^\./, "");
  }
  for (const name of Object.keys(value)) {
    if (!allowed.needs.includes(name) && !allowed.may.includes(name)) {
      yield `${at}.${name}: Extra inputs are not permitted`.replace(/^\./, "");
    }
  }
  if (value.cache_control !== undefined && value.cache_control !== null) {
    yield* markerProblems(`${at}.cache_control`.replace(/^\./, ""), value.cache_control);
  }
}

function* markerProblems(at: string, marker: unknown): Problems {
  if (!isFields(marker)) return yield `${at}: Input should be a valid dictionary`;
  if (marker.type !== "ephemeral") yield `${at}.type: Input should be 'ephemeral'`;
  if (!["5m", "1h", undefined].includes(marker.ttl as string | undefined)) {
    yield `${at}.ttl: Input should be '5m' or '1h'`;
  }
  yield* fieldProblems(at, marker, MARKER);
}

function* textProblems(at: string, text: unknown): Problems {
  if (typeof text !== "string") return yield `${at}.text: Input should be a valid string`;
  if (text === "") yield `${at}: text content blocks must be non-empty`;
  else if (text.trim() === "") yield `${at}: text content blocks must contain non-whitespace text`;
}

function* callProblems(at: string, block: Fields): Problems {
  if (!isFields(block.input)) yield `${at}.input: Input should be a valid dictionary`;
  for (const name of ["id", "name"]) {
    if (typeof block[name] !== "string" || !/^[\w-]+$/.test(block[name])) {
      yield `${at}.${name}: String should match pattern '^[a-zA-Z0-9_-]+$'`;
    }
  }
}

function* resultProblems(at: string, block: Fields): Problems {
  if (!["boolean", "undefined"].includes(typeof block.is_error)) {
    yield `${at}.is_error: Input should be a valid boolean`;
  }
  if (typeof block.content === "string" || block.content === undefined) return;
  yield* contentProblems(`${at}.content`, block.content, "result");
}

function* blockProblems(at: string, block: Fields, place: string): Problems {
  const type = String(block.type);
  if (SERVER_BLOCKS.test(type) && type !== "tool_result") return;
  const allowed = BLOCKS[type];
  if (allowed === undefined || !PLACES[place].includes(type)) {
    const tags = PLACES[place].map((tag) => `'${tag}'`).join(", ");
    return yield `${at}: Input tag '${type}' found using 'type' does not match any of the expected tags: ${tags}`;
  }
  const inside = `${at}.${type}`;
  yield* fieldProblems(inside, block, allowed);
  if (type === "text") yield* textProblems(inside, block.text);
  if (type === "tool_use") yield* callProblems(inside, block);
  if (type === "tool_result") yield* resultProblems(inside, block);
  if (type === "thinking" && typeof block.thinking !== "string") {
    yield `${inside}.thinking: Input should be a valid string`;
  }
}

function* contentProblems(at: string, content: unknown, place: string): Problems {
  if (typeof content === "string") {
    if (content.trim() === "") yield `${at}: text content blocks must be non-empty`;
    return;
  }
  if (!Array.isArray(content)) return yield `${at}: Input should be a valid list`;
  for (const [i, block] of content.entries()) {
    if (isFields(block)) yield* blockProblems(`${at}.${i}`, block, place);
    else yield `${at}.${i}: Input should be a valid dictionary`;
  }
}

function* turnProblems(messages: unknown): Problems {
  if (!Array.isArray(messages)) return yield "messages: Input should be a valid list";
  if (messages.length === 0) yield "messages: at least one message is required";
  for (const [i, message] of messages.entries()) {
    if (!isFields(message)) return yield `messages.${i}: Input should be a valid dictionary`;
    yield* fieldProblems(`messages.${i}`, message, TURN);
    if (!["user", "assistant", "system"].includes(String(message.role))) {
      yield `messages.${i}.role: Input should be 'user', 'assistant' or 'system'`;
      continue;
    }
    if (blocksOf(message.content).length === 0) {
      yield `messages.${i}: all messages must have non-empty content`;
    }
    yield* contentProblems(`messages.${i}.content`, message.content, String(message.role));
  }
}

function* toolProblems(tools: unknown): Problems {
  const names = new Set<unknown>();
  for (const [i, tool] of fieldsIn(tools).entries()) {
    if (names.has(tool.name)) yield "tools: Tool names must be unique.";
    names.add(tool.name);
    if (tool.type === undefined || tool.type === "custom") {
      yield* fieldProblems(`tools.${i}.custom`, tool, TOOL);
    }
  }
}

function* betaProblems(body: Fields, betas: string): Problems {
  for (const [field, beta] of Object.entries(BETAS)) {
    if (body[field] !== undefined && !betas.includes(beta)) {
      yield `${field}: Extra inputs are not permitted`;
    }
  }
}

/** Fields, types and texts of one body; which turn may follow which is `orderProblems`. */
export function* shapeProblems(body: Fields, counting: boolean, betas: string): Problems {
  yield* fieldProblems("", body, counting ? COUNT : MESSAGE);
  yield* betaProblems(body, betas);
  if (typeof body.model !== "string") yield "model: Input should be a valid string";
  if (!counting && !(Number.isInteger(body.max_tokens) && Number(body.max_tokens) >= 0)) {
    yield "max_tokens: Input should be a valid integer";
  }
  if (body.system !== undefined && typeof body.system !== "string") {
    yield* contentProblems("system", body.system, "system");
  }
  yield* toolProblems(body.tools);
  yield* turnProblems(body.messages);
}
