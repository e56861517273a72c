import { type Fields, isFields } from "./values.ts";

/** One answer as a client understands it. */
export interface Answer {
  readonly content: readonly Fields[];
  readonly stop: string | undefined;
  /** The latest number of each kind. */
  readonly usage: Fields;
}

/** A block while it comes in, and the JSON of its input. */
interface Growing {
  block: Fields;
  json: string;
}

function grown({ block, json }: Growing, delta: Fields): Growing {
  const { type: _, partial_json: more, ...pieces } = delta;
  const texts = Object.entries(pieces).map(([name, piece]) => [
    name,
    String(block[name] ?? "") + String(piece),
  ]);
  return { block: { ...block, ...Object.fromEntries(texts) }, json: json + String(more ?? "") };
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** Puts a streamed answer together. Throws on an `error` event and on a stream that does not end. */
function answerIn(events: readonly Fields[]): Answer {
  const blocks: Growing[] = [];
  let usage: Fields = {};
  let stop: string | undefined;
  for (const event of events) {
    const at = Number(event.index);
    if (event.type === "message_start") usage = fieldsOf(fieldsOf(event.message).usage);
    if (event.type === "content_block_start") {
      if (at !== blocks.length) throw new Error(`block ${at} came after ${blocks.length} blocks`);
      blocks.push({ block: fieldsOf(event.content_block), json: "" });
    }
    if (event.type === "content_block_delta") blocks[at] = grown(blocks[at], fieldsOf(event.delta));
    if (event.type === "message_delta") {
      usage = { ...usage, ...fieldsOf(event.usage) };
      stop = String(fieldsOf(event.delta).stop_reason);
    }
    if (event.type === "error") throw new Error(String(fieldsOf(event.error).message));
  }
  if (events.at(-1)?.type !== "message_stop") throw new Error("the stream ended too early");
  const content = blocks.map(({ block, json }) =>
    json === "" ? block : { ...block, input: JSON.parse(json) }
  );
  return { content, stop, usage };
}

function eventsIn(text: string): Fields[] {
  const data = text.split("\n").filter((line) => line.startsWith("data: "));
  return data.map((line) => JSON.parse(line.slice(6))).filter((event) => event.type !== "ping");
}

/** Reads an answer to its end, streamed or not. Throws where it is none. */
export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status}: ${text.slice(0, 500)}`);
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
    return answerIn(eventsIn(text));
  }
  const { content, stop_reason: stop, usage } = JSON.parse(text);
  return { content, stop, usage };
}
