import assert from "node:assert/strict";
import { textAt } from "../../json/spans.ts";
import { splice } from "../../json/splice.ts";
import type { Decision, OriginalId } from "../../plan/decision.ts";
import { editsOf } from "../../plan/edits.ts";
import { openaiResponses } from "./openai_responses.ts";

const METADATA = '"metadata":{"exit_code":0,"duration_seconds":1.0}';

/** The text that a rule would see, by what an output says. */
const outputs: readonly (readonly [output: string, text: string])[] = [
  [`{"output":"one\\ntwo \\"three\\" \\u00e9",${METADATA}}`, 'one\ntwo "three" \u00e9'],
  [`{${METADATA}, "output" : "last"}`, "last"],
  [`{"output":"alone"}`, "alone"],
  [`{"output":["a"],${METADATA}}`, ""],
  [`{"output":"a","output":"b"}`, ""],
  [`{"output":"a","other":1}`, ""],
  [`{"output":"a"`, ""],
  [`{}`, ""],
  ["plain", ""],
];

function bodyOf(type: string, output: string): Uint8Array {
  const input = `{"type":"${type}","call_id":"c","output":${JSON.stringify(output)} ,"x":1.0}`;
  return new TextEncoder().encode(`{"input":[${input}]}`);
}

for (const [output, text] of outputs) {
  for (const type of ["local_shell_call_output", "function_call_output"]) {
    Deno.test(`${type} ${output} is ${text === "" ? "one text" : "a text in a document"}`, () => {
      const body = bodyOf(type, output);
      const { blocks: [{ place, length }] } = openaiResponses.read(body)!;
      assert.equal(textAt(body, place), text || output);
      assert.equal(length, (text || output).length);
    });
  }
}

Deno.test("an output that is a document is shortened within, and stays that document", () => {
  const said = `{"output":"one\\ntwo \\"three\\"",${METADATA}}`;
  const conversation = openaiResponses.read(bodyOf("local_shell_call_output", said))!;
  const decision: Decision = {
    kind: "squeeze",
    rule: "test",
    text: '2 "é"\n',
    original: "id" as OriginalId,
  };
  const { body } = conversation;
  const after = new TextDecoder().decode(splice(body, editsOf(conversation, [decision])));
  const short = `{"output":"2 \\"é\\"\\n",${METADATA}}`;
  const want = bodyOf("local_shell_call_output", short);
  assert.equal(after, new TextDecoder().decode(want));
});
