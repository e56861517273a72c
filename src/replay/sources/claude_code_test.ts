import assert from "node:assert/strict";
import type { Asked, Trouble } from "../session.ts";
import {
  answerLine,
  BEGUN,
  callOf,
  parallelCalls,
  resultOf,
  timeAt,
  userLine,
  withLogs,
} from "../testing.ts";
import { sessionIn } from "./files.ts";

interface Body {
  readonly messages: readonly { readonly role: string; readonly content: readonly Block[] }[];
  readonly tools: readonly { readonly name: string }[];
}

interface Block {
  readonly type: string;
  readonly text?: string;
  readonly id?: string;
  readonly tool_use_id?: string;
  readonly cache_control?: object;
}

function bodyOf({ body }: Asked): Body {
  return JSON.parse(new TextDecoder().decode(body));
}

/** What each message of a request says, in short. */
function toldBy(asked: Asked): string[] {
  return bodyOf(asked).messages.map(({ role, content }) =>
    `${role}: ${content.map(({ text, id, tool_use_id }) => text ?? id ?? tool_use_id).join(", ")}`
  );
}

function requestsOf(file: string, known = new Set<string>()): Asked[] {
  const session = sessionIn(file, known, (trouble: Trouble) => assert.fail(trouble.what));
  return [...session?.requests ?? []];
}

Deno.test("a log of Claude Code becomes the requests that its answers were given to", () =>
  withLogs((write) => {
    const requests = requestsOf(write("a.jsonl", parallelCalls()));
    assert.deepEqual(requests.map(toldBy), [
      ["user: List both."],
      ["user: List both.", "assistant: Yes., toolu_one, toolu_two", "user: toolu_one, toolu_two"],
      [
        "user: List both.",
        "assistant: Yes., toolu_one, toolu_two",
        "user: toolu_one, toolu_two",
        "assistant: Done.",
        "user: Thanks.",
      ],
    ]);
    assert.deepEqual(requests.map(({ at, begun }) => [at - BEGUN, begun - BEGUN]), [
      [0, 3000],
      [7000, 9000],
      [60_000, 63_000],
    ]);
    assert.deepEqual(bodyOf(requests[0]).tools.map(({ name }) => name), ["Bash"]);
  }));

Deno.test("the last block of a request bears a cache marker, for an hour where the log knows of one", () =>
  withLogs((write) => {
    const marked = (file: string) =>
      bodyOf(requestsOf(file)[0]).messages.flatMap(({ content }) => content)
        .map(({ cache_control }) => cache_control);
    const log = (usage: object) => [
      userLine({ id: "u1", parent: null, at: 0 }, "Hello."),
      answerLine({ id: "a1", parent: "u1", at: 1 }, "msg_1", { type: "text", text: "Hi." }, usage),
    ];
    assert.deepEqual(marked(write("a.jsonl", log({}))), [{ type: "ephemeral" }]);
    const lasting = { cache_creation: { ephemeral_1h_input_tokens: 900 } };
    assert.deepEqual(marked(write("b.jsonl", log(lasting))), [{ type: "ephemeral", ttl: "1h" }]);
  }));

Deno.test("branches of a session are conversations of their own, and errors of the API are no answers", () =>
  withLogs((write) => {
    const log = [
      userLine({ id: "u1", parent: null, at: 0 }, "One."),
      answerLine({ id: "a1", parent: "u1", at: 1 }, "msg_1", { type: "text", text: "1" }),
      userLine({ id: "u2", parent: "a1", at: 2 }, "Two."),
      answerLine({ id: "e1", parent: "u2", at: 3, more: { isApiErrorMessage: true } }, "msg_e", {
        type: "text",
        text: "API Error: 529",
      }),
      answerLine({ id: "a2", parent: "e1", at: 4 }, "msg_2", { type: "text", text: "2" }),
      userLine({ id: "u3", parent: "a1", at: 5 }, "Other."),
      answerLine({ id: "a3", parent: "u3", at: 6 }, "msg_3", { type: "text", text: "3" }),
    ];
    assert.deepEqual(requestsOf(write("a.jsonl", log)).map(toldBy), [
      ["user: One."],
      ["user: One.", "assistant: 1", "user: Two."],
      ["user: One.", "assistant: 1", "user: Other."],
    ]);
  }));

Deno.test("a history that Claude Code summed up begins anew", () =>
  withLogs((write) => {
    const boundary = {
      parentUuid: null,
      logicalParentUuid: "a1",
      sessionId: "5e55104f-0000",
      type: "system",
      subtype: "compact_boundary",
      uuid: "b1",
      timestamp: timeAt(2),
    };
    const log = [
      userLine({ id: "u1", parent: null, at: 0 }, "One."),
      answerLine({ id: "a1", parent: "u1", at: 1 }, "msg_1", { type: "text", text: "1" }),
      boundary,
      userLine({ id: "u2", parent: "b1", at: 3, more: { isCompactSummary: true } }, "In short: 1."),
      userLine({ id: "u3", parent: "u2", at: 4 }, "Two."),
      answerLine({ id: "a2", parent: "u3", at: 5 }, "msg_2", { type: "text", text: "2" }),
    ];
    assert.deepEqual(requestsOf(write("a.jsonl", log)).map(toldBy), [
      ["user: One."],
      ["user: In short: 1.", "user: Two."],
    ]);
  }));

Deno.test("what a resumed session repeats is replayed once, and stands in its history all the same", () =>
  withLogs((write) => {
    const known = new Set<string>();
    const log = parallelCalls();
    assert.equal(requestsOf(write("a.jsonl", log.slice(0, 7)), known).length, 2);
    const [last, ...none] = requestsOf(write("b.jsonl", log), known);
    assert.equal(none.length, 0);
    assert.equal(bodyOf(last).messages.length, 5);
  }));

Deno.test("a log that goes round in a circle, or breaks off, is read as far as it goes", () =>
  withLogs((write) => {
    const log = [
      userLine({ id: "u1", parent: "a2", at: 0 }, "Round."),
      answerLine({ id: "a1", parent: "u1", at: 1 }, "msg_1", callOf("toolu_1", "ls")),
      answerLine({ id: "a2", parent: "lost", at: 2 }, "msg_2", { type: "text", text: "?" }),
      userLine({ id: "u2", parent: "u2", at: 3 }, [resultOf("toolu_9", "nobody's")]),
      { type: "assistant", message: "none", sessionId: 5, uuid: "x", timestamp: "never" },
    ];
    assert.deepEqual(requestsOf(write("a.jsonl", log)).map(toldBy), [
      ["assistant: ?", "user: Round."],
    ]);
  }));
