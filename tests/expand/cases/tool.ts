import assert from "node:assert/strict";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import type { Fields } from "../../../src/demo/values.ts";
import type { Case } from "../case.ts";
import { scene } from "../scene.ts";
import { BASH, OPENING } from "../words.ts";

const TOOL = "providers/anthropic/expand/tool.ts";
const EDITS = "providers/expanding/edits.ts";
const SHARED_TOOL = "providers/expanding/tool.ts";
const EXPAND = "providers/anthropic/expand/expand.ts";
const NAME = '"name":"squeezr_expand"';

/** The tool as it stands in a request, to the byte. */
function toolIn(body: Uint8Array): string {
  const text = new TextDecoder().decode(body);
  const start = text.indexOf(`{${NAME}`);
  return text.slice(start, text.indexOf("}],", start) + 1);
}

/** What the tool is, and where it stands. */
export const tool: readonly Case[] = [
  {
    point: "A7",
    says: "the tool takes id, lines and grep, in 60 tokens at most",
    run: (source) =>
      scene(source, { lines: [] }, async ({ client, provider }) => {
        await client.turn("Go");
        const raw = toolIn(provider.received[0].body);
        const { length } = encode(raw);
        assert.ok(length <= 60, `${length} tokens`);
        const { input_schema: schema } = JSON.parse(raw);
        assert.deepEqual(Object.keys(schema.properties), ["id", "lines", "grep"]);
        assert.deepEqual(schema.required, ["id"]);
      }),
    wrong: [
      {
        file: SHARED_TOOL,
        from: "Original text behind a squeezr id.",
        to: "Gives you the original text that stands behind an id which squeezr has put there.",
      },
      {
        file: SHARED_TOOL,
        from: '"120-180"},"grep":{"type":"string"}},"required":["id"]',
        to: '"120-180"},"grep":{"type":"string"}},"required":[]',
      },
    ],
  },
  {
    point: "B5",
    says:
      "the tool is the last one and the same bytes in every request, whatever the client's tools",
    run: (source) =>
      scene(source, { lines: OPENING, bound: false }, async ({ client, provider, ups }) => {
        await client.turn("Go");
        client.habits = { ...client.habits, tools: [BASH, { ...BASH, name: "other" }] };
        await client.turn("More");
        client.habits = { ...client.habits, tools: undefined };
        await client.turn("None");
        const bodies = provider.received.map(({ body }) => body);
        const withTools = ups().filter(({ tools }) => tools);
        for (const { tools } of withTools) {
          assert.equal((tools as Fields[]).at(-1)?.name, "squeezr_expand");
        }
        assert.equal(withTools.length, bodies.length - 1);
        assert.equal(new Set(bodies.slice(0, -1).map(toolIn)).size, 1);
        assert.equal(ups().at(-1)?.tools, undefined);
      }),
    wrong: [
      { file: EDITS, from: "const end = list.end - 1;", to: "const end = list.start + 1;" },
      {
        file: EXPAND,
        from: "behindLast(tools, TOOL)",
        to: "behindLast(tools, TOOL.replace('type', 'type'.repeat(items(tools).length)))",
      },
      {
        file: EXPAND,
        from: "if (tools === undefined || items(tools).length === 0) return [];",
        to: "if (tools === undefined || items(tools).length !== 1) return [];",
      },
    ],
  },
  {
    point: "B5",
    says: "the client's own tools keep every byte and their cache markers",
    run: (source) => {
      const tools = [BASH, { ...BASH, name: "last", cache_control: { type: "ephemeral" } }];
      return scene(source, { lines: [], tools }, async ({ client, provider }) => {
        await client.turn("Go");
        const up = new TextDecoder().decode(provider.received[0].body);
        assert.ok(up.includes(`"tools":${JSON.stringify(tools).slice(0, -1)},{${NAME}`));
        assert.doesNotMatch(toolIn(provider.received[0].body), /cache_control/);
      });
    },
    wrong: [{
      file: TOOL,
      from: '"input_schema":${SCHEMA}}`',
      to: '"input_schema":${SCHEMA},"cache_control":{"type":"ephemeral"}}`',
    }],
  },
];
