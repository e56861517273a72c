import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** When the first line of a log is written. */
export const BEGUN = Date.parse("2026-11-01T10:00:00Z");

/** Runs a test with a folder of its own, and a way to put a file of JSON lines into it. */
export async function withLogs(
  test: (
    write: (name: string, lines: readonly unknown[]) => string,
    folder: string,
  ) => Promise<void> | void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-replay-"));
  const write = (name: string, lines: readonly unknown[]) => {
    const file = join(folder, name);
    const texts = lines.map((line) => typeof line === "string" ? line : JSON.stringify(line));
    writeFileSync(file, texts.map((text) => `${text}\n`).join(""));
    return file;
  };
  try {
    await test(write, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The time so many seconds after the first line, as logs write it. */
export function timeAt(seconds: number): string {
  return new Date(BEGUN + seconds * 1000).toISOString();
}

/** A long listing, which a rule shortens. */
export const LISTING = Array.from(
  { length: 80 },
  (_, i) => `-rw-r--r-- 1 dev dev ${1000 + i} Nov  1 10:00 packages/server/src/module_${i}.ts`,
).join("\n");

interface Step {
  readonly id: string;
  readonly parent: string | null;
  readonly at: number;
  readonly more?: object;
}

function claudeLine(type: string, { id, parent, at, more }: Step, message: object): object {
  return {
    parentUuid: parent,
    isSidechain: false,
    cwd: "/home/dev/app",
    sessionId: "5e55104f-0000",
    version: "2.1.197",
    type,
    uuid: id,
    timestamp: timeAt(at),
    message,
    ...more,
  };
}

/** A line of the user's in a log of Claude Code. */
export function userLine(step: Step, content: unknown): object {
  return claudeLine("user", step, { role: "user", content });
}

/** A line of an answer: one block of the message with this id. */
export function answerLine(step: Step, message: string, block: object, usage: object = {}): object {
  return claudeLine("assistant", step, {
    id: message,
    type: "message",
    role: "assistant",
    model: "claude-sonnet-5-5",
    content: [block],
    usage: { input_tokens: 10, output_tokens: 5, ...usage },
  });
}

/** A call of the shell. */
export function callOf(id: string, command: string): object {
  return { type: "tool_use", id, name: "Bash", input: { command } };
}

/** What a call gave back. */
export function resultOf(id: string, content: string): object {
  return { type: "tool_result", tool_use_id: id, content };
}

/** A session in which two calls are made at once: their lines part the tree, as Claude Code writes them. */
export function parallelCalls(): object[] {
  return [
    userLine({ id: "u1", parent: null, at: 0 }, "List both."),
    answerLine({ id: "a1", parent: "u1", at: 3 }, "msg_1", { type: "text", text: "Yes." }),
    answerLine({ id: "a2", parent: "a1", at: 4 }, "msg_1", callOf("toolu_one", "ls -l one")),
    answerLine({ id: "a3", parent: "a2", at: 5 }, "msg_1", callOf("toolu_two", "ls -l two")),
    userLine({ id: "r1", parent: "a2", at: 6 }, [resultOf("toolu_one", LISTING)]),
    userLine({ id: "r2", parent: "a3", at: 7 }, [resultOf("toolu_two", "none")]),
    answerLine({ id: "a4", parent: "r2", at: 9 }, "msg_2", { type: "text", text: "Done." }),
    userLine({ id: "u2", parent: "a4", at: 60 }, "Thanks."),
    answerLine({ id: "a5", parent: "u2", at: 63 }, "msg_3", { type: "text", text: "Bye." }),
  ];
}
