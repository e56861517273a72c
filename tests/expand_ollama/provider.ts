import { inPieces } from "../support/pieces.ts";
import { type Call, type Message, OURS, plain, type Said } from "./words.ts";

/** What the model says when it was told this. */
export type Script = (messages: readonly Message[], nth: number) => Said;

/** Refuses every history that is not the one that it was sent, and results that do not stand as their calls do. */
export class StrictOllama {
  readonly problems: string[] = [];
  requests = 0;
  /** What calls of ours were answered. */
  readonly given: string[] = [];
  /** Tokens and nanoseconds of all answers since this was emptied. */
  counts: number[] = [];
  #history: readonly string[] = [];
  readonly #script: Script;
  readonly #hasIds: boolean;

  constructor(script: Script, { hasIds = false } = {}) {
    this.#script = script;
    this.#hasIds = hasIds;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const { messages, tools, stream = true } = await request.json();
    const before = this.problems.length;
    if (tools.at(-1).function.name !== OURS) this.problems.push("the tool is not the last one");
    this.#checkHistory(messages);
    this.#checkResults(messages);
    if (this.problems.length > before) {
      return Response.json({ error: this.problems.slice(before).join("; ") }, { status: 400 });
    }
    const nth = this.requests++;
    const said = this.#named(this.#script(messages, nth), nth);
    const { content = "", calls } = said;
    this.#history = [
      ...messages.map(plain),
      plain({ role: "assistant", content, ...(calls && { tool_calls: calls }) }),
    ];
    this.counts.push(10 + nth);
    return stream ? streamOf(said, nth) : Response.json(wholeOf(said, nth));
  };

  #named(said: Said, nth: number): Said {
    if (!this.#hasIds || said.calls === undefined) return said;
    const calls = said.calls.map((call, i): Call => ({ id: `call_${nth}_${i}`, ...call }));
    return { ...said, calls };
  }

  #checkHistory(messages: readonly Message[]): void {
    this.#history.forEach((said, i) => {
      const now = messages[i] && plain(messages[i]);
      if (now !== said) this.problems.push(`${this.requests}: ${i} was ${said}, is ${now}`);
    });
  }

  #checkResults(messages: readonly Message[]): void {
    messages.forEach(({ role, tool_calls: calls = [] }, i) => {
      if (role !== "assistant" || calls.length === 0) return;
      const results = messages.slice(i + 1, i + 1 + calls.length);
      const [asked, told] = [
        calls.map(({ id, function: { name } }) => `${name} ${id}`),
        results.map(({ role, tool_name, tool_call_id }) =>
          role === "tool" ? `${tool_name} ${tool_call_id}` : role
        ),
      ];
      if (asked.join() !== told.join()) this.problems.push(`${asked} was answered ${told}`);
      if (messages[i + 1 + calls.length]?.role === "tool") this.problems.push("a result too many");
      const ours = results.filter(({ tool_name }) => tool_name === OURS);
      this.given.push(...ours.map(({ content }) => content));
    });
  }
}

const head = (nth: number) => ({ model: "m", created_at: `2026-11-21T00:00:${nth % 60}Z` });

function endOf(nth: number) {
  return {
    done_reason: "stop",
    done: true,
    total_duration: 1000,
    prompt_eval_count: 100 + nth,
    eval_count: 10 + nth,
    eval_duration: 500,
  };
}

function wholeOf({ thinking, content = "", calls }: Said, nth: number) {
  const message = {
    role: "assistant",
    content,
    ...(thinking && { thinking }),
    ...(calls && { tool_calls: calls }),
  };
  return { ...head(nth), message, ...endOf(nth) };
}

/** Word by word; all calls at once or one a line, and bytes in pieces of any length. */
function streamOf({ thinking = "", content = "", calls = [] }: Said, nth: number): Response {
  const role = "assistant";
  const words = (text: string) => text.split(/(?<= )/).filter((word) => word !== "");
  const messages = [
    ...words(thinking).map((thinking) => ({ role, content: "", thinking })),
    ...words(content).map((content) => ({ role, content })),
    ...(nth % 2 === 0 && calls.length > 0
      ? [{ role, content: "", tool_calls: calls }]
      : calls.map((call) => ({ role, content: "", tool_calls: [call] }))),
  ];
  const lines = [
    ...messages.map((message) => ({ ...head(nth), message, done: false })),
    { ...head(nth), message: { role, content: "" }, ...endOf(nth) },
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const body = inPieces(text, [1, 7, 64, 1000, 100000][nth % 5]);
  return new Response(body, { headers: { "content-type": "application/x-ndjson" } });
}
