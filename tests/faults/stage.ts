/** One API's way of answering on the bench: an upstream that acts things out, and what comes down of them. */
import {
  type Got,
  type Open,
  type Rig,
  send,
  type Sent,
  type Upstream,
  withRig,
} from "../support/wire.ts";
import type { Door } from "./doors/door.ts";
import { Meter } from "./meter.ts";
import type { Act } from "./faults.ts";

/** Of the connection, and not of the answer. */
const OF_THE_CONNECTION = ["connection", "keep-alive", "transfer-encoding", "date"];

/** What a client is told. */
export interface Telling {
  readonly status: number;
  readonly isWhole: boolean;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** An upstream that does as it is told. */
export interface Stage {
  readonly rig: Rig;
  /** What the client gets through the proxy where the upstream does these, one a request. */
  through(sent: Sent, door: Door, ...acts: readonly Act[]): Promise<Telling>;
  /** The same without a proxy. */
  direct(sent: Sent, door: Door, act: Act): Promise<Telling>;
}

/** Runs something before such an upstream. */
export async function onStage(run: (stage: Stage) => Promise<void>, open?: Open): Promise<void> {
  let next: Upstream = () => {};
  const ask = async (port: number, sent: Sent, door: Door, acts: readonly Act[]) => {
    const left = [...acts];
    const meter = new Meter();
    let failure: unknown;
    next = async (_, response) => {
      try {
        await left.shift()!(response, door, meter.reached);
      } catch (error) {
        failure = error;
        response.destroy();
      }
    };
    const got = await send(port, sent, meter.saw);
    if (failure !== undefined) throw failure;
    return tellingOf(got);
  };
  await withRig((came, response) => next(came, response), (rig) =>
    run({
      rig,
      through: (sent, door, ...acts) => ask(rig.port, sent, door, acts),
      direct: (sent, door, act) =>
        ask(rig.upstream, { ...sent, path: `/base${sent.path}` }, door, [act]),
    }), open);
}

/** The first request of a conversation; only with tools our own is added to it. */
export function requestOf(door: Door, hasTools: boolean): Sent {
  const body = { ...door.request, ...(hasTools ? door.tools : {}) };
  return {
    path: door.path,
    headers: { "content-type": "application/json", "accept-encoding": "gzip, br" },
    body: JSON.stringify(body),
  };
}

function tellingOf({ headers, bytes, status, isWhole }: Got): Telling {
  const told = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.includes(name));
  return {
    status,
    isWhole,
    headers: Object.fromEntries(told),
    body: new TextDecoder().decode(bytes),
  };
}
