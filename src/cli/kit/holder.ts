import { Failure } from "./failure.ts";
import type { Address } from "./ask.ts";
import { occupantOf } from "./survey.ts";

/** Why we can't listen there, as far as it can be found out by asking; nothing where nobody listens. */
export async function holderOf(at: Address): Promise<Failure | undefined> {
  const { kind } = await occupantOf({ host: at.host, port: at.port });
  if (kind === "nobody") return undefined;
  const who = kind === "squeezr"
    ? "a squeezr that was not started from this state folder (another user's, or with another SQUEEZR_HOME)"
    : "another program";
  return new Failure(
    `port ${at.port} on ${at.host} is held by ${who}: end that, or take another port with --port N`,
  );
}
