import type { Conversation } from "../../src/conversation/conversation.ts";
import { bytesAt } from "../../src/json/span.ts";
import { providerOf } from "../../src/providers/list.ts";
import { routeOf } from "../../src/proxy/routes.ts";
import type { Recorded } from "../../tests/support/corpus.ts";

/** A request as its API reads it. */
interface Read {
  readonly n: number;
  readonly path: string;
  readonly conversation: Conversation;
}

/**
 * What the model answered to each request, as its API would say it in one piece: the turns of the model that a later
 * request has behind the same history. Nothing where the client never sent it back.
 */
export function answerBodiesOf(session: readonly Recorded[]): Map<number, string> {
  const all = session.flatMap((recorded) => readOf(recorded) ?? []);
  const answers = new Map<number, string>();
  all.forEach(({ n, path, conversation: { chain } }, i) => {
    const later = all.slice(i + 1).find(({ conversation }) =>
      conversation.chain[chain.length - 1] === chain.at(-1) &&
      conversation.turns[chain.length]?.said.role === "assistant"
    );
    if (later) answers.set(n, wrapped(path, saidBehind(later.conversation, chain.length)));
  });
  return answers;
}

function readOf({ n, method, path, headers, body }: Recorded): Read | undefined {
  const [plain, search = ""] = path.split("?");
  const header = (name: string) => headers.find(([other]) => other === name)?.[1] ?? null;
  const { upstream } = routeOf({ path: plain, query: new URLSearchParams(search), header });
  const provider = providerOf(upstream, method, plain);
  if (provider?.purposeOf(method, plain) === undefined) return undefined;
  const conversation = provider.read(body, undefined, { path: plain });
  return conversation && { n, path: plain, conversation };
}

/** The model's turns from there on, as they are written. */
function saidBehind({ turns, body }: Conversation, from: number): string[] {
  const end = turns.findIndex((turn, i) => i >= from && turn.said.role !== "assistant");
  return turns.slice(from, end < 0 ? undefined : end).map(({ place }) =>
    bytesAt(body, place).toString()
  );
}

function wrapped(path: string, said: readonly string[]): string {
  if (path.endsWith("/responses")) {
    return `{"id":"resp_bench","object":"response","status":"completed","output":[${said.join()}]}`;
  }
  if (path.endsWith("/chat/completions")) {
    return `{"id":"chat_bench","choices":[{"message":${said[0]},"finish_reason":"stop"}]}`;
  }
  return `{"candidates":[{"content":${said[0]},"finishReason":"STOP"}]}`;
}
