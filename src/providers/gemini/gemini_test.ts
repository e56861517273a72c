import assert from "node:assert/strict";
import { gemini } from "./gemini.ts";

const CONTENTS = [{ role: "user", parts: [{ text: "Go" }] }];

/** Is the tool offered in a request with these fields? */
function isOffered(fields: Readonly<Record<string, unknown>>): boolean {
  const tools = [{ functionDeclarations: [{ name: "shell" }] }];
  const body = { contents: CONTENTS, tools, ...fields };
  const conversation = gemini.read(new TextEncoder().encode(JSON.stringify(body)))!;
  return gemini.expanding!.mayOffer(conversation);
}

const cases: readonly (readonly [Readonly<Record<string, unknown>>, boolean])[] = [
  [{}, true],
  [{ toolConfig: { functionCallingConfig: { mode: "AUTO" } } }, true],
  [{ toolConfig: { functionCallingConfig: { mode: "ANY" } } }, false],
  [{ tool_config: { function_calling_config: { mode: "ANY" } } }, false],
  [{ generationConfig: { candidateCount: 1 } }, true],
  [{ generationConfig: { candidateCount: 2 } }, false],
  [{ generation_config: { candidate_count: 2 } }, false],
  [{ tools: [{ function_declarations: [{ name: "shell" }] }] }, true],
  [{ tools: [{ googleSearch: {} }] }, false],
];

for (const [fields, want] of cases) {
  Deno.test(`the tool is ${want ? "" : "not "}offered with ${JSON.stringify(fields)}`, () => {
    assert.equal(isOffered(fields), want);
  });
}
