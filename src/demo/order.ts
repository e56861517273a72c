import type { Problems } from "./shape.ts";
import { blocksOf, type Fields, fieldsIn } from "./values.ts";

function idsOf(blocks: readonly Fields[], type: string, field: string): string[] {
  return blocks.filter((block) => block.type === type).map((block) => String(block[field]));
}

function* roleProblems(messages: readonly Fields[]): Problems {
  if (messages[0]?.role !== "user") yield 'messages: first message must use the "user" role';
  for (const [i, { role }] of messages.entries()) {
    const before = messages[i - 1]?.role;
    if (role === "system" ? before !== "user" : role === before) {
      yield `messages: roles must alternate between "user" and "assistant", but found "${before}" followed by "${role}" at messages.${i}`;
    }
    if (role === "user" && before === "system") {
      yield `messages.${i}: a "system" message must be last or followed by an "assistant" message`;
    }
  }
}

function* uniqueProblems(messages: readonly Fields[]): Problems {
  const seen = new Set<string>();
  for (const [i, message] of messages.entries()) {
    for (const [j, block] of blocksOf(message.content).entries()) {
      if (block.type !== "tool_use") continue;
      const id = String(block.id);
      if (seen.has(id)) yield `messages.${i}.content.${j}: \`tool_use\` ids must be unique`;
      seen.add(id);
    }
  }
}

/** The results of one message answer exactly the calls before it, and stand before all else. */
function* resultProblems(
  at: number,
  calls: readonly string[],
  blocks: readonly Fields[],
): Problems {
  const seen = new Set<string>();
  for (const [j, block] of blocks.entries()) {
    if (block.type !== "tool_result") continue;
    const id = String(block.tool_use_id);
    const where = `messages.${at}.content.${j}`;
    if (!calls.includes(id)) {
      yield `${where}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
    }
    if (seen.has(id)) {
      yield `${where}: each \`tool_use\` must have a single result. Found multiple \`tool_result\` blocks with id: ${id}`;
    }
    if (blocks.slice(0, j).some((before) => before.type !== "tool_result")) {
      yield `${where}: \`tool_result\` blocks must come before all other content`;
    }
    seen.add(id);
  }
}

function* pairProblems(messages: readonly Fields[]): Problems {
  for (const [i, message] of messages.entries()) {
    const before = messages[i - 1];
    const calls = before?.role === "assistant"
      ? idsOf(blocksOf(before.content), "tool_use", "id")
      : [];
    const blocks = message.role === "user" ? blocksOf(message.content) : [];
    const answered = idsOf(blocks, "tool_result", "tool_use_id");
    const missing = calls.filter((id) => !answered.includes(id));
    if (missing.length > 0) {
      yield `messages.${
        i - 1
      }: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${
        missing.join(", ")
      }. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
    }
    yield* resultProblems(i, calls, blocks);
  }
}

function* danglingProblems(messages: readonly Fields[]): Problems {
  const last = messages.at(-1);
  const open = last?.role === "assistant" ? idsOf(blocksOf(last.content), "tool_use", "id") : [];
  if (open.length > 0) {
    yield `messages.${
      messages.length - 1
    }: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${
      open.join(", ")
    }. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
  }
}

/** Which turn may follow which, and which result answers which call. */
export function* orderProblems(body: Fields): Problems {
  const messages = fieldsIn(body.messages);
  yield* roleProblems(messages);
  yield* uniqueProblems(messages);
  yield* pairProblems(messages);
  yield* danglingProblems(messages);
}
