import { Buffer } from "node:buffer";
import { basename } from "node:path";
import { type Fields, fieldsIn as objectsIn } from "../../demo/values.ts";
import type { Asked, Session } from "../session.ts";
import { jsonAnswer } from "./json_answer.ts";
import { fieldsIn, type Line, textIn, timeOf } from "./lines.ts";

const AGENT = "codex_cli_rs/0 (replayed)";
const TYPES = new Set(["session_meta", "response_item", "turn_context", "event_msg", "compacted"]);

/** Items that Codex keeps for itself. */
const UNSENT = new Set(["ghost_snapshot", "other"]);

/** Whether these are lines of Codex's session logs (`~/.codex/sessions/YYYY/MM/DD/rollout-*.jsonl`). */
export function isCodex(lines: readonly Line[]): boolean {
  return lines.some(({ fields }) => TYPES.has(String(fields.type)) && "payload" in fields);
}

/** The requests that Codex must have sent for the answers in its log. */
export function codexSession(lines: readonly Line[]): Session {
  const rollout = new Rollout(lines);
  return {
    name: `${basename(rollout.cwd) || "?"} ${rollout.id.slice(-8)}`,
    client: "codex",
    source: { kind: "log" },
    requests: { [Symbol.iterator]: () => rollout.asked() },
  };
}

/** One request: what its answer says, and how many of the history's items stood before it. */
interface Turn {
  readonly history: readonly string[];
  readonly upTo: number;
  readonly model: string;
  readonly at: number;
  readonly begun: number;
  readonly said: Fields[];
  usage: Fields | undefined;
}

/**
 * A session log of Codex: the items of its history in order, and, behind each answer, a `token_count` with what the
 * provider counted. An answer's items end with that, or, where a log has none, with what the client says next.
 */
class Rollout {
  id = "";
  cwd = "";
  #instructions = "";
  #model = "";
  #history: string[] = [];
  #open: Turn | undefined;
  #said = 0;
  readonly #isCounted: boolean;
  readonly #turns: Turn[] = [];
  readonly #tools = new Set<string>();

  constructor(lines: readonly Line[]) {
    this.#isCounted = lines.some(({ fields }) => countedIn(fields) !== undefined);
    for (const { fields } of lines) this.#read(fields, timeOf(fields.timestamp) ?? this.#said);
    this.#close(undefined);
  }

  *asked(): Generator<Asked> {
    for (const [i, turn] of this.#turns.entries()) {
      const { at, begun, said, usage } = turn;
      const answer = { id: `resp_${i}`, object: "response", status: "completed", output: said };
      yield {
        at: Math.min(at, begun),
        begun,
        api: "openai",
        path: "/v1/responses",
        agent: AGENT,
        body: this.#bodyOf(turn),
        answer: jsonAnswer(usage ? { ...answer, usage: usageOf(usage) } : answer),
      };
    }
  }

  #bodyOf({ history, upTo, model }: Turn): Uint8Array {
    const tools = [...this.#tools].toSorted();
    const offered = (tools.length > 0 ? tools : ["shell"])
      .map((name) => ({ type: "function", name, parameters: { type: "object" } }));
    return Buffer.from(
      `{"model":${JSON.stringify(model)},"instructions":${JSON.stringify(this.#instructions)},` +
        `"input":[${history.slice(0, upTo).join()}],"tools":${JSON.stringify(offered)},` +
        `"store":false,"stream":true,"prompt_cache_key":${JSON.stringify(this.id)}}`,
    );
  }

  #read(fields: Fields, at: number): void {
    const payload = fieldsIn(fields, "payload");
    switch (fields.type) {
      case "session_meta":
        this.id ||= textIn(payload, "id") ?? "";
        this.cwd ||= textIn(payload, "cwd") ?? "";
        this.#instructions ||= textIn(fieldsIn(payload, "base_instructions"), "text") ??
          textIn(payload, "instructions") ?? "";
        return;
      case "turn_context":
        this.#model = textIn(payload, "model") ?? this.#model;
        return;
      case "response_item":
        return this.#item(payload, at);
      case "compacted":
        return this.#compacted(payload);
      case "event_msg":
        if (countedIn(fields)) this.#close(countedIn(fields));
    }
  }

  #item(item: Fields, at: number): void {
    if (UNSENT.has(String(item.type))) return;
    const isModels = isFromModel(item);
    if (isModels) this.#turn(at).said.push(item);
    else if (!this.#isCounted || item.type === "message") this.#close(undefined);
    if (isModels && typeof item.name === "string") this.#tools.add(item.name);
    if (!isModels) this.#said = at;
    this.#history.push(JSON.stringify(item));
  }

  #turn(begun: number): Turn {
    return this.#open ??= {
      history: this.#history,
      upTo: this.#history.length,
      model: this.#model,
      at: this.#said,
      begun,
      said: [],
      usage: undefined,
    };
  }

  #close(usage: Fields | undefined): void {
    if (this.#open && this.#open.upTo > 0) this.#turns.push({ ...this.#open, usage });
    this.#open = undefined;
  }

  /** A history that was summed up begins anew: with what stands in its place, or with the summary alone. */
  #compacted(payload: Fields): void {
    this.#close(undefined);
    const items = objectsIn(payload.replacement_history);
    const summary = {
      type: "message",
      role: "user",
      content: [{ type: "input_text", text: textIn(payload, "message") ?? "" }],
    };
    this.#history = (items.length > 0 ? items : [summary]).map((item) => JSON.stringify(item));
  }
}

function isFromModel({ type, role }: Fields): boolean {
  if (type === "message") return role === "assistant";
  return !/_output$/.test(String(type));
}

/** What was counted for one answer, in a `token_count`; some hold nothing but rate limits. */
function countedIn({ type, payload }: Fields): Fields | undefined {
  if (type !== "event_msg") return undefined;
  const said = fieldsIn({ payload }, "payload");
  if (said.type !== "token_count") return undefined;
  const counted = fieldsIn(fieldsIn(said, "info"), "last_token_usage");
  return typeof counted.input_tokens === "number" ? counted : undefined;
}

/** As the API has it. */
function usageOf(counted: Fields): Fields {
  return {
    input_tokens: counted.input_tokens,
    input_tokens_details: {
      cached_tokens: counted.cached_input_tokens,
      cache_write_tokens: counted.cache_write_input_tokens,
    },
    output_tokens: counted.output_tokens,
  };
}
