import fc from "fast-check";
import assert from "node:assert/strict";
import { createProvider } from "../../src/demo/provider.ts";
import { readAnswer } from "../../src/demo/read.ts";
import { byTurn, type Step } from "../../src/demo/script.ts";
import type { Fields } from "../../src/demo/values.ts";
import { recipes } from "../support/generators.ts";
import { assertLaw, lawReport, type Passage } from "../support/law.ts";
import type { Move, Recipe } from "../support/moves.ts";
import { play } from "../support/play.ts";
import { ProcessWorld } from "../support/processes.ts";
import { withFolder } from "../support/proxies.ts";
import { Stage } from "../support/stage.ts";
import { textOf } from "../support/texts.ts";

/** After every second move the proxy ends, killed or told to, and starts again. */
function withDeaths({ habits, moves }: Recipe): Recipe {
  const death = (event: number): Move => ({ does: "world", event });
  return {
    habits,
    moves: moves.flatMap((move, i) => i % 2 === 1 ? [move, death(i >> 1)] : [move]),
  };
}

/** The same sessions each time, so that a run takes as long as the one before. */
const SESSIONS = fc.sample(recipes(0, 12), { seed: 41, numRuns: 8 }).map(withDeaths);

for (const [i, recipe] of SESSIONS.entries()) {
  Deno.test(`what was sent stays sent over kill -9 and restart, in session ${i + 1}`, async () => {
    await withFolder(async (home) => {
      const stage = new Stage();
      const provider = createProvider({ script: stage.script });
      const world = await ProcessWorld.start(provider, home);
      try {
        await play(recipe, stage, world);
        assertLaw(lawReport(stage.passagesOf(provider.received)));
      } finally {
        await world.close();
      }
    });
  });
}

const BASH = { name: "bash", description: "Runs a command", input_schema: { type: "object" } };
const HEADERS = { "anthropic-version": "2023-06-01", "x-api-key": "sk-test" };

function thinkAndCall(command: string): Step {
  return {
    says: [
      { kind: "thinking", text: "I look." },
      { kind: "call", tool: "bash", input: { command } },
    ],
  };
}

/** Reads the first bytes of an answer, and no more. */
async function begin(response: Response): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const reader = response.body!.getReader();
  await reader.read();
  return reader;
}

Deno.test("a proxy that is killed in the middle of an answer leaves nothing that can't go on", async () => {
  await withFolder(async (home) => {
    const steps = Array.from({ length: 6 }, (_, i) => thinkAndCall(`step ${i}`));
    const provider = createProvider({ script: byTurn(steps), pace: 2, largest: 50 });
    const world = await ProcessWorld.start(provider, home);
    const messages: Fields[] = [{ role: "user", content: "Begin." }];
    const passages: Passage[] = [];
    const ask = async () => {
      const body = { model: "m", max_tokens: 100, stream: true, tools: [BASH], messages };
      const url = "http://127.0.0.1:1/v1/messages";
      const init = { method: "POST", headers: HEADERS, body: JSON.stringify(body) };
      const nth = provider.received.length;
      const response = await world.send(new Request(url, init));
      const up = provider.received[nth].body;
      const said = new TextEncoder().encode(init.body);
      passages.push({ name: `${nth}`, conversation: "1", body: said, up, isCount: false });
      return response;
    };
    try {
      for (let i = 0; i < 5; i++) {
        const cut = await begin(await ask());
        await world.happen(0);
        await assert.rejects(async () => {
          while (!(await cut.read()).done);
        });
        const { content } = await readAnswer(await ask());
        const call = content.find((block) => block.type === "tool_use");
        const result = {
          type: "tool_result",
          tool_use_id: call?.id,
          content: textOf("coloured", i),
        };
        messages.push({ role: "assistant", content }, { role: "user", content: [result] });
      }
      const report = lawReport(passages);
      assertLaw(report);
      assert.ok(report.changedTexts > 0, "nothing was shortened at all");
    } finally {
      await world.close();
    }
  });
});
