import { ASKS, type Door, event, OURS, said, schema } from "./door.ts";
import { openaiError } from "./openai.ts";

const response = { id: "resp_0123456789abcdef", object: "response", model: "m", output: [] };
const item = { id: "msg_0123456789abcdef", type: "message", role: "assistant" };
const part = { type: "output_text", text: "w\u00f6rd", annotations: [] };
const failed = {
  ...response,
  status: "failed",
  error: { code: "server_error", message: "It is too much." },
};

const responsesCall = {
  id: "fc_0123456789abcdef",
  type: "function_call",
  call_id: "call_0123456789abcdef",
  name: OURS,
  arguments: ASKS,
  status: "completed",
};
const asking = { ...response, status: "completed", output: [responsesCall] };

const responses = {
  path: "/v1/responses",
  tools: { tools: [{ type: "function", name: "bash", parameters: schema }] },
  errorBody: () => openaiError("rate_limit_exceeded"),
};
const responsesRequest = { model: "m", store: false, input: [said("hi")] };

/** OpenAI Responses. */
export const responsesDoors: readonly Door[] = [
  {
    ...responses,
    name: "OpenAI Responses, streamed",
    request: { ...responsesRequest, stream: true },
    type: "text/event-stream; charset=utf-8",
    pieces: [
      event({ type: "response.created", sequence_number: 0, response }),
      event({ type: "response.output_item.added", sequence_number: 1, output_index: 0, item }),
      event({
        type: "response.output_text.delta",
        sequence_number: 2,
        output_index: 0,
        content_index: 0,
        delta: "w\u00f6rd",
      }),
      event({
        type: "response.output_item.done",
        sequence_number: 3,
        output_index: 0,
        item: { ...item, status: "completed", content: [part] },
      }),
      event({
        type: "response.completed",
        sequence_number: 4,
        response: { ...response, status: "completed", output: [{ ...item, content: [part] }] },
      }),
    ],
    asking: [
      { type: "response.created", sequence_number: 0, response },
      {
        type: "response.output_item.added",
        sequence_number: 1,
        output_index: 0,
        item: { ...responsesCall, arguments: "", status: "in_progress" },
      },
      {
        type: "response.output_item.done",
        sequence_number: 2,
        output_index: 0,
        item: responsesCall,
      },
      { type: "response.completed", sequence_number: 3, response: asking },
    ].map(event).join(""),
    errorInside: event({ type: "response.failed", sequence_number: 9, response: failed }),
  },
  {
    ...responses,
    name: "OpenAI Responses, whole",
    request: responsesRequest,
    type: "application/json",
    pieces: [
      JSON.stringify({
        ...response,
        status: "completed",
        output: [{ ...item, content: [part] }],
      }),
    ],
    asking: JSON.stringify(asking),
    errorInside: JSON.stringify(failed),
  },
];
