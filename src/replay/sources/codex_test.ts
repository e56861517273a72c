import assert from "node:assert/strict";
import type { Asked } from "../session.ts";
import { BEGUN, timeAt, withLogs } from "../testing.ts";
import { sessionIn } from "./files.ts";

function line(at: number, type: string, payload: object): object {
  return { timestamp: timeAt(at), type, payload };
}

const item = (at: number, payload: object) => line(at, "response_item", payload);
const said = (at: number, role: string, text: string) =>
  item(at, { type: "message", role, content: [{ type: "input_text", text }] });
const called = (at: number, id: string) =>
  item(at, { type: "function_call", name: "shell", call_id: id, arguments: "{}" });
const gave = (at: number, id: string) =>
  item(at, { type: "function_call_output", call_id: id, output: "out" });
const counted = (at: number, input: number) =>
  line(at, "event_msg", {
    type: "token_count",
    info: { last_token_usage: { input_tokens: input, cached_input_tokens: 8, output_tokens: 3 } },
  });

const HEAD = [
  line(0, "session_meta", {
    id: "019a-0011223344",
    cwd: "/home/dev/app",
    instructions: "Be brief.",
  }),
  line(0, "turn_context", { model: "gpt-6-sol" }),
  said(0, "user", "Go."),
];

function requestsOf(file: string): Asked[] {
  const session = sessionIn(file, new Set(), (trouble) => assert.fail(trouble.what))!;
  assert.equal(session.name, "app 11223344");
  return [...session.requests];
}

/** What each item of a request is. */
function inputOf({ body }: Asked): string[] {
  const { input } = JSON.parse(new TextDecoder().decode(body));
  return input.map(({ type, role, call_id }: Record<string, string>) =>
    [type.replace("function_", ""), role ?? call_id].join(" ")
  );
}

function answerOf({ answer }: Asked) {
  return JSON.parse(new TextDecoder().decode(answer.body));
}

Deno.test("a log of Codex becomes the requests that were counted in it", () =>
  withLogs((write) => {
    const requests = requestsOf(write("rollout.jsonl", [
      ...HEAD,
      item(2, { type: "reasoning", encrypted_content: "e" }),
      called(3, "c1"),
      // A result may come before its answer was counted.
      gave(4, "c1"),
      called(4, "c2"),
      counted(5, 100),
      counted(5, 100),
      gave(6, "c2"),
      said(9, "assistant", "Done."),
      counted(9, 200),
    ]));
    assert.deepEqual(requests.map(inputOf), [
      ["message user"],
      ["message user", "reasoning ", "call c1", "call_output c1", "call c2", "call_output c2"],
    ]);
    assert.deepEqual(requests.map(({ at, begun }) => [at - BEGUN, begun - BEGUN]), [
      [0, 2000],
      [6000, 9000],
    ]);
    assert.deepEqual(answerOf(requests[0]).usage.input_tokens, 100);
    assert.equal(answerOf(requests[1]).output.length, 1);
    const { model, instructions } = JSON.parse(new TextDecoder().decode(requests[0].body));
    assert.deepEqual([model, instructions], ["gpt-6-sol", "Be brief."]);
  }));

Deno.test("where a log of Codex counts nothing, an answer ends with what the client says next", () =>
  withLogs((write) => {
    const requests = requestsOf(write("rollout.jsonl", [
      ...HEAD,
      called(2, "c1"),
      gave(3, "c1"),
      said(4, "assistant", "Done."),
      said(8, "user", "More."),
      said(9, "assistant", "No."),
    ]));
    assert.deepEqual(requests.map((one) => inputOf(one).length), [1, 3, 5]);
    assert.equal(answerOf(requests[0]).usage, undefined);
  }));

Deno.test("a history that Codex summed up begins anew", () =>
  withLogs((write) => {
    const requests = requestsOf(write("rollout.jsonl", [
      ...HEAD,
      said(2, "assistant", "Done."),
      line(3, "compacted", { message: "It was done." }),
      said(4, "user", "More."),
      said(5, "assistant", "No."),
    ]));
    assert.deepEqual(requests.map((one) => inputOf(one).length), [1, 2]);
  }));
