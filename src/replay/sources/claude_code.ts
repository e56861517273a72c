import { Buffer } from "node:buffer";
import { basename } from "node:path";
import type { Fields } from "../../demo/values.ts";
import type { Asked, Session } from "../session.ts";
import { type Answer, type Entry, Transcript } from "./claude_transcript.ts";
import { jsonAnswer } from "./json_answer.ts";
import type { Line } from "./lines.ts";

/** Stands for instructions and tools, which no log holds: what they take is told by the provider's counts. */
const SYSTEM = "Instructions of the client.";
const AGENT = "claude-cli/0 (replayed)";

/** Whether these are lines of Claude Code's session logs (`~/.claude/projects/<project>/<session>.jsonl`). */
export function isClaudeCode(lines: readonly Line[]): boolean {
  return lines.some(({ fields }) =>
    "sessionId" in fields && "uuid" in fields && "message" in fields
  );
}

/**
 * The requests that Claude Code must have sent for the answers in its log. `known` holds the ids of answers that were
 * replayed before: a session that is resumed repeats them in its new file.
 */
export function claudeCodeSession(lines: readonly Line[], known: Set<string>): Session {
  const transcript = new Transcript(lines);
  const { cwd, session } = transcript;
  return {
    name: `${basename(cwd) || "?"} ${session.slice(0, 8)}`,
    client: "claude-code",
    source: { kind: "log" },
    requests: new Requests(transcript, known),
  };
}

/** A message as it is written, and with a cache marker on its last block, as the last one of a request is. */
interface Written {
  readonly plain: string;
  readonly marked: string;
}

class Requests implements Iterable<Asked> {
  readonly #transcript: Transcript;
  readonly #known: Set<string>;
  readonly #mark: Fields;
  readonly #written = new Map<Entry | Answer, readonly Written[]>();

  constructor(transcript: Transcript, known: Set<string>) {
    this.#transcript = transcript;
    this.#known = known;
    this.#mark = transcript.lasting
      ? { cache_control: { type: "ephemeral", ttl: "1h" } }
      : { cache_control: { type: "ephemeral" } };
  }

  *[Symbol.iterator](): Iterator<Asked> {
    const answers = [...this.#transcript.answers.values()].filter(({ id }) => !this.#known.has(id));
    for (const answer of answers.toSorted((a, b) => a.at - b.at)) {
      this.#known.add(answer.id);
      const history = this.#historyOf(answer);
      if (history.length > 0) yield this.#askedFor(answer, history);
    }
  }

  #askedFor(answer: Answer, history: readonly Written[]): Asked {
    const { id, model, blocks, stop, usage, parent, at: begun } = answer;
    const asked = parent === undefined ? undefined : this.#transcript.entries.get(parent);
    return {
      at: Math.min(asked?.at ?? begun, begun),
      begun,
      api: "anthropic",
      path: "/v1/messages",
      agent: AGENT,
      body: this.#bodyOf(model, history),
      answer: jsonAnswer({
        id,
        type: "message",
        role: "assistant",
        model,
        content: blocks,
        stop_reason: stop,
        usage,
      }),
    };
  }

  #bodyOf(model: string, history: readonly Written[]): Uint8Array {
    const tools = [...this.#transcript.tools].toSorted();
    const offered = (tools.length > 0 ? tools : ["Bash"])
      .map((name) => ({ name, input_schema: { type: "object" } }));
    const system = [{ type: "text", text: SYSTEM, ...this.#mark }];
    const messages = history.map(({ plain, marked }, i) => i < history.length - 1 ? plain : marked);
    return Buffer.from(
      `{"model":${JSON.stringify(model)},"max_tokens":32000,"messages":[${messages.join()}],` +
        `"system":${JSON.stringify(system)},"tools":${JSON.stringify(offered)},"stream":true}`,
    );
  }

  /** What was said before an answer, from the top of the tree down. */
  #historyOf({ id, parent }: Answer): Written[] {
    const { entries, answers } = this.#transcript;
    const seen = new Set([id]);
    const said: (Entry | Answer)[] = [];
    let uuid = parent;
    const met = new Set<string>();
    while (uuid !== undefined && !met.has(uuid)) {
      met.add(uuid);
      const entry = entries.get(uuid);
      if (entry?.said.by === "user") said.push(entry);
      if (entry?.said.by === "model" && !seen.has(entry.said.id)) {
        seen.add(entry.said.id);
        said.push(answers.get(entry.said.id)!);
      }
      uuid = entry?.parent;
    }
    return said.reverse().flatMap((one) => this.#write(one));
  }

  #write(said: Entry | Answer): readonly Written[] {
    const written = this.#written.get(said) ??
      this.#messagesOf(said).map((message) => this.#writtenAs(message));
    this.#written.set(said, written);
    return written;
  }

  #messagesOf(said: Entry | Answer): Message[] {
    if ("said" in said) {
      const blocks = said.said.by === "user" ? said.said.blocks : [];
      return blocks.length > 0 ? [{ role: "user", content: blocks }] : [];
    }
    const results = said.blocks.filter(({ type }) => type === "tool_use")
      .map(({ id }) => this.#transcript.results.get(String(id)))
      .filter((result) => result !== undefined);
    const answered: Message = { role: "assistant", content: said.blocks };
    return results.length > 0 ? [answered, { role: "user", content: results }] : [answered];
  }

  #writtenAs({ role, content }: Message): Written {
    const last = content.length - 1;
    const marked = content.map((block, i) => i === last ? { ...block, ...this.#mark } : block);
    return {
      plain: JSON.stringify({ role, content }),
      marked: JSON.stringify({ role, content: marked }),
    };
  }
}

interface Message {
  readonly role: "user" | "assistant";
  readonly content: readonly Fields[];
}
