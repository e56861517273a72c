import type { CountsTokens } from "../../src/demo/meter.ts";
import { createProvider, type Provider } from "../../src/demo/provider.ts";
import type { Step } from "../../src/demo/script.ts";
import { blocksOf, type Fields, without } from "../../src/demo/values.ts";
import { answersOf, type Recorded } from "./corpus.ts";
import { Stage } from "./stage.ts";

/** A recorded session that can be sent again, and a provider that answers as it was answered then. */
export interface Replayed {
  readonly stage: Stage;
  readonly provider: Provider;
  /** The requests that hold a conversation, in order. */
  readonly requests: readonly Request[];
}

/** The recorded answer, block by block; the signatures in it are not the provider's, so it may not look at them. */
function stepOf(answer: Fields | undefined): Step {
  const blocks = blocksOf(answer?.content ?? "Done.");
  return {
    says: blocks.map((block) => ({ kind: "block", block: without(block, "cache_control") })),
  };
}

function withHeaders(request: Request, recorded: Recorded): Request {
  const headers = new Headers(request.headers);
  for (const [name, value] of recorded.headers) {
    if (!/^(host|connection|content-length|accept-encoding)$/i.test(name)) headers.set(name, value);
  }
  return new Request(request, { headers });
}

/** Makes a recorded session ready to be sent again; `meter` bills it. */
export function replayedOf(session: readonly Recorded[], meter?: CountsTokens): Replayed {
  const answers = answersOf(session);
  const stage = new Stage();
  const { script } = stage;
  const provider = createProvider({ script, strict: false, largest: 100_000, meter });
  const requests = session
    .filter(({ method, body }) => method === "POST" && body.length > 0)
    .map((recorded) => {
      const json = new TextDecoder().decode(recorded.body);
      const request = stage.request(recorded.path, json, stepOf(answers.get(recorded.n)));
      return withHeaders(request, recorded);
    });
  return { stage, provider, requests };
}
