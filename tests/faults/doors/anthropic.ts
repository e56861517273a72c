import { ASKS, type Door, event, OURS, said, schema } from "./door.ts";

const anthropicError = (type: string) =>
  JSON.stringify({ type: "error", error: { type, message: "It is \u00e9too much." } });

const anthropicMessage = {
  id: "msg_0123456789abcdef",
  type: "message",
  role: "assistant",
  model: "m",
  content: [],
  stop_reason: null,
  usage: { input_tokens: 7, output_tokens: 1 },
};

const anthropicCall = {
  type: "tool_use",
  id: "toolu_0123456789abcdef",
  name: OURS,
  input: JSON.parse(ASKS),
};

const anthropic = {
  path: "/v1/messages?beta=true",
  tools: { tools: [{ name: "bash", input_schema: schema }] },
  errorBody: () => anthropicError("rate_limit_error"),
};
const anthropicRequest = { model: "claude-opus-4-8", max_tokens: 9, messages: [said("hi")] };

/** Anthropic Messages. */
export const anthropicDoors: readonly Door[] = [
  {
    ...anthropic,
    name: "Anthropic, streamed",
    request: { ...anthropicRequest, stream: true },
    type: "text/event-stream; charset=utf-8",
    pieces: [
      event({ type: "message_start", message: anthropicMessage }),
      'event: ping\ndata: {"type": "ping"}\n\n',
      event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
      event({
        type: "content_block_delta",
        index: 0,
        delta: { type: "text_delta", text: "w\u00f6rd" },
      }),
      event({ type: "content_block_stop", index: 0 }),
      event({
        type: "message_delta",
        delta: { stop_reason: "end_turn" },
        usage: { output_tokens: 3 },
      }),
      event({ type: "message_stop" }),
    ],
    asking: [
      { type: "message_start", message: anthropicMessage },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "I look." } },
      { type: "content_block_stop", index: 0 },
      { type: "content_block_start", index: 1, content_block: { ...anthropicCall, input: {} } },
      {
        type: "content_block_delta",
        index: 1,
        delta: { type: "input_json_delta", partial_json: ASKS },
      },
      { type: "content_block_stop", index: 1 },
      { type: "message_delta", delta: { stop_reason: "tool_use" }, usage: { output_tokens: 3 } },
      { type: "message_stop" },
    ].map(event).join(""),
    errorInside: `event: error\ndata: ${anthropicError("overloaded_error")}\n\n`,
  },
  {
    ...anthropic,
    name: "Anthropic, whole",
    request: anthropicRequest,
    type: "application/json",
    pieces: [JSON.stringify({
      ...anthropicMessage,
      content: [{ type: "text", text: "w\u00f6rd" }],
      stop_reason: "end_turn",
    })],
    asking: JSON.stringify({
      ...anthropicMessage,
      content: [{ type: "text", text: "I look." }, anthropicCall],
      stop_reason: "tool_use",
    }),
    errorInside: anthropicError("overloaded_error"),
  },
];
