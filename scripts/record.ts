import Anthropic from "@anthropic-ai/sdk";
import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listen } from "../src/demo/listen.ts";
import { createProvider } from "../src/demo/provider.ts";
import { byTurn } from "../src/demo/script.ts";
import type { Session } from "../src/demo/session.ts";
import { type Fields, without } from "../src/demo/values.ts";
import { scrubberOf } from "./record/scrub.ts";
import { execute, TOOLS } from "./record/tools.ts";
import { ANSWERS, TASKS } from "./record/work.ts";

const PROJECT = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const RECORDING = join(PROJECT, "src/demo/session.json");
const MODEL = "claude-opus-5-5";
const SYSTEM = "You are a coding agent. You work in /repo with the tools that you are given. " +
  "Look before you change anything, and say what you found.";

type Message = Anthropic.MessageParam;
type Result = Anthropic.ToolResultBlockParam;

function run(command: string, args: readonly string[], cwd = PROJECT): void {
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
}

/** A tool loop of the official SDK, streaming, over a checkout of this repository. */
class Recorder {
  readonly messages: Message[] = [];
  readonly requests: number[] = [];
  readonly #client: Anthropic;
  readonly #folder: string;
  readonly #scrub: (text: string) => string;

  constructor(baseURL: string, folder: string, scrub: (text: string) => string) {
    this.#client = new Anthropic({ apiKey: "sk-test", baseURL, maxRetries: 0 });
    this.#folder = folder;
    this.#scrub = scrub;
  }

  async task(prompt: string): Promise<void> {
    this.messages.push({ role: "user", content: prompt });
    while (this.messages.at(-1)?.role === "user") {
      const { content } = await this.#answer();
      this.messages.push({ role: "assistant", content });
      const results = content.flatMap((block) =>
        block.type === "tool_use" ? [this.#resultOf(block)] : []
      );
      if (results.length > 0) this.messages.push({ role: "user", content: results });
    }
  }

  async #answer(): Promise<Anthropic.Message> {
    this.requests.push(this.messages.length);
    return await this.#client.messages.stream({
      model: MODEL,
      max_tokens: 8192,
      system: SYSTEM,
      tools: TOOLS as unknown as Anthropic.Tool[],
      thinking: { type: "adaptive" },
      messages: this.messages,
    }).finalMessage();
  }

  #resultOf({ id, name, input }: Anthropic.ToolUseBlock): Result {
    const { text, isError } = execute(this.#folder, name, input as Fields);
    const content = this.#scrub(text);
    const flag = isError ? { is_error: true } : {};
    return { type: "tool_result", tool_use_id: id, content, ...flag };
  }
}

/** Signatures are bound to what one provider was sent, so a recording keeps none. */
function unsigned(message: Message): Fields {
  const { role, content } = message;
  if (typeof content === "string") return { role, content };
  const blocks = content.map((block) => ({ ...block })) as Fields[];
  return { role, content: blocks.map((block) => without(block, "signature")) };
}

async function record(): Promise<Session> {
  const workshop = realpathSync(mkdtempSync(join(tmpdir(), "squeezr-record-")));
  const folder = join(workshop, "repo");
  run("git", ["clone", "--quiet", "--no-local", PROJECT, folder]);
  const provider = createProvider({ script: byTurn(ANSWERS.map((says) => ({ says }))) });
  const server = await listen((request) => provider.fetch(request));
  try {
    const scrub = scrubberOf([folder, PROJECT, workshop]);
    const recorder = new Recorder(server.url, folder, scrub);
    for (const { prompt } of TASKS) await recorder.task(prompt);
    const messages = recorder.messages.map(unsigned);
    return { model: MODEL, system: SYSTEM, tools: TOOLS, messages, requests: recorder.requests };
  } finally {
    await server.close();
    rmSync(workshop, { recursive: true });
  }
}

const session = await record();
writeFileSync(RECORDING, JSON.stringify(session, null, 2) + "\n");
run(Deno.execPath(), ["fmt", "--quiet", RECORDING]);
const calls = ANSWERS.flat().filter((say) => say.kind === "call").length;
console.log(`${session.requests.length} requests, ${calls} tool calls: ${RECORDING}`);
