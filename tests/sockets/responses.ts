import type { Connection, Manners } from "./upstream.ts";

/** An item of `input` or of an answer. */
export type Item = Readonly<Record<string, unknown>>;

interface Request extends Item {
  readonly type: string;
  readonly stream_id?: string;
  readonly previous_response_id?: string;
  readonly input: readonly Item[];
}

const OUTPUT = "function_call_output";

/**
 * A Responses server on WebSockets that holds histories by the ids of its answers, on one connection, as the real one
 * does with nothing stored, and refuses what that one refuses. Its model makes these calls, one an answer.
 */
export class StrictResponses implements Manners {
  readonly headers = { "x-codex-turn-state": "sticky" };
  readonly problems: string[] = [];
  /** What outputs it was given said, by call. */
  readonly outputs = new Map<string, string>();
  readonly #commands: readonly string[];
  readonly #histories = new WeakMap<Connection, Map<string, readonly Item[]>>();
  #answers = 0;

  constructor(commands: readonly string[]) {
    this.#commands = commands;
  }

  readonly heard = (connection: Connection, message: string | Uint8Array): void => {
    const request: Request = JSON.parse(`${message}`);
    if (request.type !== "response.create") return;
    const histories = this.#historiesOf(connection);
    const lane = request.stream_id === undefined ? {} : { stream_id: request.stream_id };
    const send = (event: Item) => connection.socket.send(JSON.stringify({ ...event, ...lane }));
    const before = histories.get(request.previous_response_id ?? "");
    if (request.previous_response_id !== undefined && before === undefined) {
      const error = { code: "previous_response_not_found", message: "not found", param: null };
      return send({ type: "error", status: 400, error, ...error });
    }
    const history = [...before ?? [], ...request.input];
    this.#check(request, history);
    const id = `resp_${`${this.#answers++}`.padStart(24, "0")}`;
    const item = this.#next(history, id);
    histories.set(id, [...history, item]);
    for (const event of eventsOf(id, item)) send(event);
  };

  #historiesOf(connection: Connection): Map<string, readonly Item[]> {
    const known = this.#histories.get(connection) ?? new Map();
    this.#histories.set(connection, known);
    return known;
  }

  #check(request: Request, history: readonly Item[]): void {
    if (JSON.stringify(request).includes("squeezr_expand")) this.problems.push("ours was offered");
    const open = new Set<unknown>();
    for (const { type, call_id: id, output } of history) {
      if (type === "function_call") open.add(id);
      if (type !== OUTPUT) continue;
      if (!open.delete(id)) this.problems.push(`No tool call found for ${id}`);
      this.outputs.set(`${id}`, `${output}`);
    }
    if (open.size > 0) this.problems.push(`No tool output found for ${[...open]}`);
  }

  #next(history: readonly Item[], id: string): Item {
    const command = this.#commands[history.filter(({ type }) => type === OUTPUT).length];
    if (command === undefined) {
      const content = [{ type: "output_text", text: "Done.", annotations: [] }];
      return {
        type: "message",
        id: `msg_of_${id}`,
        role: "assistant",
        status: "completed",
        content,
      };
    }
    const call = { name: "exec_command", arguments: JSON.stringify({ cmd: command }) };
    return { type: "function_call", id: `fc_of_${id}`, call_id: `call_of_${id}`, ...call };
  }
}

function eventsOf(id: string, item: Item): Item[] {
  const response = { id, object: "response", status: "in_progress", output: [] };
  const usage = { input_tokens: 100, output_tokens: 10, total_tokens: 110 };
  const events = [
    { type: "response.created", response },
    { type: "response.output_item.added", output_index: 0, item },
    { type: "response.output_item.done", output_index: 0, item },
    {
      type: "response.completed",
      response: { ...response, status: "completed", output: [item], usage },
    },
  ];
  return events.map((event, i) => ({ ...event, sequence_number: i }));
}
