import type { House } from "../house.ts";
import { goOnWithout } from "../with_care.ts";
import type { UpstreamSocket } from "./dial.ts";
import type { Frames } from "./frames.ts";
import { Pump } from "./pump.ts";
import { type Closing, type Host, isSayable, type Socket } from "./socket.ts";

/** A client can't be held up, so one that sends this much ahead of its upstream is parted from it. In bytes. */
const TOO_MUCH = 256 * 1024 * 1024;

const OVERRUN: Closing = { code: 1013, reason: "squeezr: the upstream takes too long" };
const LEAVING: Closing = { code: 1001, reason: "squeezr ends" };
/** A client's library can't be made to lose its connection, so it is told. */
const BROKEN_OFF: Closing = { code: 1011, reason: "squeezr: the upstream broke off" };

/** Two ends that are to be one socket. */
export interface Ends {
  readonly client: Socket;
  readonly upstream: UpstreamSocket;
  /** `undefined` where nothing on it is read. */
  readonly frames: Frames | undefined;
}

/** Carries what comes in at each end to the other, in order, and closes each as the other was closed. */
export function bridge({ client, upstream, frames }: Ends, house: Pick<House, "log">): Host {
  const up = new Pump(
    client,
    upstream,
    (message) => goOnWithout(message, async () => await frames?.up(message) ?? message, house),
  );
  const down = new Pump(upstream, client, (message) =>
    goOnWithout(message, async () => {
      await frames?.down(message);
      leaveIfDone();
      return message;
    }, house));
  let isLeaving = false;

  function leaveIfDone(): void {
    if (!isLeaving || frames?.isBusy) return;
    down.end(LEAVING);
    up.end(LEAVING);
  }

  upstream.hear({
    message: (message) => down.take(message),
    closed(closing) {
      down.end(toldTo(closing));
      void goOnWithout(undefined, async () => await frames?.over(), house);
    },
  });
  return {
    message(message) {
      up.take(message);
      if (up.waiting <= TOO_MUCH) return;
      client.close(OVERRUN);
      upstream.close(OVERRUN);
    },
    closed: (closing) => up.end(closing),
    leave() {
      isLeaving = true;
      leaveIfDone();
    },
  };
}

/** What the client is told of how the upstream closed. */
function toldTo(closing: Closing): Closing {
  return isSayable(closing.code) || closing.code === 1005 ? closing : BROKEN_OFF;
}
