import { isReasoning, type Item } from "./words.ts";

/** One event of a stream. */
export type Event = Readonly<Record<string, unknown>>;

/** The item with the ids that the server gives it. */
export function signed(item: Item, nth: number, i: number): Item {
  const id = `${`${item.type}`.slice(0, 2)}_of_the_answer_${nth}_${i}`;
  const calls = `${item.type}`.endsWith("_call");
  return {
    id,
    ...item,
    ...(isReasoning(item) && { encrypted_content: `encrypted ${nth} ${i}` }),
    ...(!isReasoning(item) && { status: "completed" }),
    ...(calls && { call_id: `call_of_the_answer_${nth}_${i}` }),
  };
}

/** All events of an answer, as the API tells them. */
export function eventsOf(said: readonly Item[], nth: number): Event[] {
  const usage = {
    input_tokens: 100 + nth,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 7,
    output_tokens_details: { reasoning_tokens: 3 },
    total_tokens: 107 + nth,
  };
  const response = { id: `resp_of_the_answer_${nth}`, object: "response", status: "in_progress" };
  const events = [
    { type: "response.created", response: { ...response, output: [] } },
    { type: "response.in_progress", response: { ...response, output: [] } },
    ...said.flatMap(itemEvents),
    {
      type: "response.completed",
      response: { ...response, status: "completed", output: said, usage },
    },
  ];
  return events.map((event, i) => ({ ...event, sequence_number: i }));
}

type Told = { readonly type: string };

/** What an item has while it has only begun: nothing of what streams in. */
const EMPTY: Item = {
  content: [],
  arguments: "",
  input: "",
  summary: [],
  status: "in_progress",
  encrypted_content: "not the last one",
};

function itemEvents(item: Item, output_index: number): Told[] {
  const first = Object.fromEntries(
    Object.entries(item).map(([key, value]) => [key, EMPTY[key] ?? value]),
  );
  const added: Told & Item = { type: "response.output_item.added", output_index, item: first };
  const done: Told & Item = { type: "response.output_item.done", output_index, item };
  return [added, ...innerEvents(item, { item_id: item.id, output_index }), done];
}

function innerEvents(item: Item, place: Item): Told[] {
  switch (item.type) {
    case "message": {
      const [part] = item.content as Item[];
      const inPart = { ...place, content_index: 0 };
      return [
        { type: "response.content_part.added", ...inPart, part: { ...part, text: "" } } as Told,
        ...streaming("response.output_text", inPart, "text", `${part.text}`),
        { type: "response.content_part.done", ...inPart, part } as Told,
      ];
    }
    case "reasoning": {
      const [part] = item.summary as Item[];
      const inPart = { ...place, summary_index: 0 };
      const name = "response.reasoning_summary";
      return [
        { type: `${name}_part.added`, ...inPart, part: { ...part, text: "" } } as Told,
        ...streaming(`${name}_text`, inPart, "text", `${part.text}`),
        { type: `${name}_part.done`, ...inPart, part } as Told,
      ];
    }
    case "function_call":
      return streaming(
        "response.function_call_arguments",
        place,
        "arguments",
        `${item.arguments}`,
      );
    default:
      return streaming("response.custom_tool_call_input", place, "input", `${item.input}`);
  }
}

/** The events of a text that streams in, in pieces and then whole. */
function streaming(name: string, place: Item, field: string, text: string): Told[] {
  const deltas = text.split(/(?<=[ :])/).map((delta): Told & Item => ({
    type: `${name}.delta`,
    ...place,
    delta,
  }));
  return [...deltas, { type: `${name}.done`, ...place, [field]: text } as Told];
}
