import type { Received } from "../../src/demo/received.ts";
import type { Script, Step } from "../../src/demo/script.ts";
import type { Passage } from "./law.ts";

/** Names the answer that the model is to give to a request. */
const STEP_HEADER = "x-test-step";

interface Sent {
  readonly name: string;
  readonly body: Uint8Array;
  readonly isCount: boolean;
}

const NOTHING: Step = { says: [{ kind: "text", text: "Done." }] };

/** Knows what the model says to each request, and which request became which at the provider. */
export class Stage {
  readonly #steps: Step[] = [];
  readonly #sent = new Map<string, Sent>();

  /** For the provider: the answer that the request names. */
  readonly script: Script = ({ headers }) =>
    this.#steps[Number(headers.get(STEP_HEADER))] ?? NOTHING;

  /** A request that will hear this step. */
  request(path: string, json: string, step: Step): Request {
    const id = String(this.#steps.push(step) - 1);
    const body = new TextEncoder().encode(json);
    this.#sent.set(id, { name: `request ${id}`, body, isCount: path.includes("count_tokens") });
    return new Request(`http://127.0.0.1:1${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "anthropic-version": "2023-06-01",
        "x-api-key": "sk-test",
        [STEP_HEADER]: id,
      },
      body,
    });
  }

  /** What the client sent beside what the provider got, in the order of arrival. */
  passagesOf(received: readonly Received[]): Passage[] {
    return received.flatMap(({ headers, body }) => {
      const sent = this.#sent.get(headers.get(STEP_HEADER) ?? "");
      return sent === undefined ? [] : [{ ...sent, conversation: "session", up: body }];
    });
  }
}
