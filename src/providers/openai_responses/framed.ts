import type { Listener } from "../../conversation/answer.ts";
import { field, spansOf, textOf, type Value } from "../../json/spans.ts";
import type { Framed } from "../framed.ts";
import type { Provider } from "../provider.ts";
import { ResponseLearner } from "./listen.ts";

/**
 * OpenAI Responses on a WebSocket: a `response.create` is the body of a request, and each message of the server an
 * event. Source: the API reference, "WebSocket mode".
 */
export function framed(provider: Provider): Framed {
  return {
    requests: { ...provider, name: `${provider.name}_frames`, expanding: undefined },
    listener,
    askedIn: (message) => {
      const event = spansOf(message);
      return textOf(field(event, "type")) === "response.create" ? laneOf(event) : undefined;
    },
    toldIn: (message) => {
      const event = spansOf(message);
      const type = textOf(field(event, "type")) ?? "";
      // What is said of input that steers stands between answers.
      return type.startsWith("response.steer.") ? undefined : laneOf(event);
    },
  };
}

function laneOf(event: Value | undefined): string {
  return textOf(field(event, "stream_id")) ?? "";
}

/** A request that is refused is answered by an `error` alone. */
function listener(): Listener {
  const learner = new ResponseLearner();
  return {
    hear(message) {
      const event = spansOf(message);
      learner.learn(event);
      const heard = learner.heard();
      return { ...heard, ended: heard.ended || textOf(field(event, "type")) === "error" };
    },
    end: () => learner.heard(),
  };
}
