import { field, items, textOf, type Value } from "../../json/spans.ts";
import type { Mark } from "../../conversation/conversation.ts";
import { idMarks } from "../../conversation/marks.ts";
import { listening } from "../listening.ts";
import { errorBodyOf } from "../openai/errors.ts";
import { headOf } from "../openai/head.ts";
import type { Provider, Purpose } from "../provider.ts";
import { reading } from "../reading.ts";
import { expanding } from "./expand/expand.ts";
import { framed } from "./framed.ts";
import { ResponseLearner } from "./listen.ts";
import { promptOf } from "./prompt.ts";
import { sayOf } from "./say.ts";
import { toolNames } from "./tools.ts";

const overHttp: Provider = {
  name: "openai_responses",
  purposeOf,

  read: reading({
    messages: "input",
    takesString: true,
    say: sayOf,
    head: (body, request) =>
      headOf(body, request, { clearsResults: clearsResults(request), follows: follows(request) }),
  }),

  promptOf,
  listenerFor: (headers) => listening(headers, new ResponseLearner(), new ResponseLearner()),
  toolNames: ({ root }) => toolNames(root),
  expanding,
  errorBody: errorBodyOf,
};

/** OpenAI Responses: results are items of `input`, `function_call_output` and its like. */
export const openaiResponses: Provider = { ...overHttp, framed: framed(overHttp) };

/** `/compact` repeats a history, as it was sent; the other paths below `/responses` hold none. */
function purposeOf(method: string, path: string): Purpose | undefined {
  if (method !== "POST") return undefined;
  if (/(^|\/)responses$/.test(path)) return "message";
  return /(^|\/)responses\/compact$/.test(path) ? "rehearsal" : undefined;
}

/** The server may cut the middle out of the history, or compact it, where we can't see it. */
function clearsResults(root: Value): boolean {
  return textOf(field(root, "truncation")) === "auto" ||
    items(field(root, "context_management")).length > 0;
}

/** The answer, or the conversation, that the server holds and this request goes on from. */
function follows(root: Value): Mark | undefined {
  const conversation = field(root, "conversation");
  const id = textOf(field(root, "previous_response_id")) ?? textOf(conversation) ??
    textOf(field(conversation, "id"));
  return idMarks("answer", id)[0];
}
