import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen } from "../../src/demo/listen.ts";
import { createProvider } from "../../src/demo/provider.ts";
import { readAnswer } from "../../src/demo/read.ts";
import { type Place, type Program, runProgram } from "../../tests/support/program.ts";

const SAID = "The binary works.";

/** Runs a command that must succeed, and reads the JSON that it prints. */
async function json(program: Program, args: readonly string[], place: Place) {
  const { code, stdout, stderr } = await runProgram(program, [...args, "--json"], place);
  assert.equal(code, 0, `squeezr ${args.join(" ")} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

async function asked(url: string): Promise<void> {
  const response = await fetch(`${url}/v1/messages?beta=true`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "anthropic-version": "2023-06-01",
      "x-api-key": "sk-test",
    },
    body: JSON.stringify({
      model: "claude-opus-5-5",
      max_tokens: 100,
      stream: true,
      messages: [{ role: "user", content: "Do you work?" }],
    }),
  });
  const { content } = await readAnswer(response);
  assert.deepEqual(content, [{ type: "text", text: SAID }]);
}

async function walk(binary: string, place: Place): Promise<void> {
  const program: Program = { file: binary, words: [] };
  const { url } = await json(program, ["start", "--port", "0"], place);
  try {
    await asked(url);
    const { requests } = await json(program, ["stats"], place);
    assert.equal(requests, 1, "the request is not in the stats");
  } finally {
    const { code, stderr } = await runProgram(program, ["stop"], place);
    assert.equal(code, 0, `squeezr stop ended with ${code}: ${stderr}`);
  }
}

/** What was built must be the program: start, a streamed request, stats, stop. Throws where it is not. */
export async function smokeTest(binary: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-smoke-"));
  const provider = createProvider({ script: () => ({ says: [{ kind: "text", text: SAID }] }) });
  const server = await listen((request) => provider.fetch(request));
  // A program that reads the `.env` of its folder would refuse to start over this.
  writeFileSync(join(folder, ".env"), "SQUEEZR_THRESHOLD=1\n");
  try {
    const home = join(folder, "state");
    await walk(binary, { home, cwd: folder, upstream: server.url });
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
  console.log("Smoke test passed: start, a streamed request, stats, stop.");
}
