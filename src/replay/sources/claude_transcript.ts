import { blocksOf, type Fields, isFields } from "../../demo/values.ts";
import { fieldsIn, type Line, textIn, timeOf } from "./lines.ts";

/** One line that stands in the tree of a session. */
export interface Entry {
  readonly parent: string | undefined;
  readonly at: number;
  readonly said:
    | { readonly by: "user"; readonly blocks: readonly Fields[] }
    | { readonly by: "model"; readonly id: string }
    /** Something of the client's own, which is not sent as it stands here. */
    | { readonly by: "client" };
}

/** One answer of the model, put together from its lines: each holds a block or a few. */
export interface Answer {
  readonly id: string;
  readonly model: string;
  /** The entry that it answers. */
  readonly parent: string | undefined;
  readonly at: number;
  readonly blocks: readonly Fields[];
  readonly stop: unknown;
  readonly usage: Fields;
}

/**
 * A session log of Claude Code: a tree of lines (`uuid`, `parentUuid`). An answer with several calls is a line for
 * each, with one `message.id`, and every result hangs on the line of its call, beside the next one: so results are
 * found by their call's id, and not by going up the tree.
 */
export class Transcript {
  readonly entries = new Map<string, Entry>();
  readonly answers = new Map<string, Answer>();
  /** By the id of the call. */
  readonly results = new Map<string, Fields>();
  readonly tools = new Set<string>();
  /** Something was cached for an hour. */
  lasting = false;
  cwd = "";
  session = "";

  constructor(lines: readonly Line[]) {
    for (const { fields } of lines) this.#read(fields);
  }

  #read(fields: Fields): void {
    const uuid = textIn(fields, "uuid");
    const at = timeOf(fields.timestamp);
    if (uuid === undefined || at === undefined || this.entries.has(uuid)) return;
    this.cwd ||= textIn(fields, "cwd") ?? "";
    this.session ||= textIn(fields, "sessionId") ?? "";
    // Where a history was summed up, `parentUuid` is null: what stands before is sent no more.
    const parent = textIn(fields, "parentUuid");
    this.entries.set(uuid, { parent, at, said: this.#saidIn(fields, parent, at) });
  }

  #saidIn(fields: Fields, parent: string | undefined, at: number): Entry["said"] {
    const { message } = fields;
    if (!isFields(message) || fields.isApiErrorMessage === true) return { by: "client" };
    if (fields.type === "user") return this.#userIn(message);
    if (fields.type !== "assistant" || message.model === "<synthetic>") return { by: "client" };
    const id = textIn(message, "id") ?? textIn(fields, "requestId");
    if (id === undefined) return { by: "client" };
    this.#answered(id, message, parent, at);
    return { by: "model", id };
  }

  #userIn({ content }: Fields): Entry["said"] {
    const all = blocksOf(content);
    const blocks = all.filter(({ type }) => type !== "tool_result");
    for (const block of all) {
      const id = textIn(block, "tool_use_id");
      if (block.type === "tool_result" && id !== undefined) this.results.set(id, block);
    }
    return { by: "user", blocks };
  }

  #answered(id: string, message: Fields, parent: string | undefined, at: number): void {
    const before = this.answers.get(id);
    const blocks = blocksOf(message.content);
    const usage = fieldsIn(message, "usage");
    for (const { type, name } of blocks) {
      if (type === "tool_use" && typeof name === "string") this.tools.add(name);
    }
    const long = fieldsIn(usage, "cache_creation").ephemeral_1h_input_tokens;
    this.lasting ||= typeof long === "number" && long > 0;
    this.answers.set(id, {
      id,
      model: textIn(message, "model") ?? "",
      parent: before ? before.parent : parent,
      at: before?.at ?? at,
      blocks: [...before?.blocks ?? [], ...blocks],
      stop: message.stop_reason,
      usage,
    });
  }
}
