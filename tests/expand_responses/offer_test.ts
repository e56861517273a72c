import assert from "node:assert/strict";
import { housed, withFolder } from "../support/proxies.ts";
import { requestFor } from "./client.ts";
import { type Item, OURS } from "./words.ts";

const NOT_OFFERED: readonly Item[] = [
  { store: true },
  { store: undefined },
  { previous_response_id: "resp_of_another_answer" },
  { conversation: "conv_of_somebody_else" },
  { background: true },
  { tools: [] },
  { tools: [{ type: "web_search" }, { type: "code_interpreter", container: { type: "auto" } }] },
  { tools: [{ type: "function", name: OURS, parameters: {} }] },
  { tool_choice: "required" },
  { tool_choice: { type: "function", name: "exec_command" } },
];

for (const fields of NOT_OFFERED) {
  Deno.test(`squeezr_expand is not offered on Responses with ${JSON.stringify(fields)}`, () =>
    withFolder(async (home) => {
      let up = "";
      const proxy = housed(home, {
        fetch: async (request) => {
          up = await request.text();
          return Response.json({ object: "response", output: [] });
        },
      });
      const { request, body } = await changed(requestFor("Hi", false), fields);
      await (await proxy.fetch(request)).text();
      await proxy.close();
      assert.equal(up, body);
    }));
}

async function changed(request: Request, fields: Item) {
  const { method, headers, url } = request;
  const body = JSON.stringify({ ...await request.json(), ...fields });
  return { request: new Request(url, { method, headers, body }), body };
}
