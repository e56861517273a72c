import { Account } from "../../src/billing/bill.ts";
import { pricesWith } from "../../src/billing/prices.ts";
import { defaultConfig } from "../../src/config/settings.ts";
import { version } from "../../src/config/version.ts";
import { playSession } from "../../src/demo/play.ts";
import { createProvider } from "../../src/demo/provider.ts";
import { scriptOf, session } from "../../src/demo/session.ts";
import { createProxy } from "../../src/proxy/proxy.ts";
import { Passages } from "../../src/replay/passages.ts";

/** Between two requests, in milliseconds. */
const APART = 15_000;

/** What the recorded session came to. */
export interface Played {
  /** Dollars after each request, as its client wrote it and as it went up. */
  readonly direct: readonly number[];
  readonly sent: readonly number[];
  /** `GET /squeezr/stats` after the last. */
  readonly stats: Record<string, unknown>;
}

/** Plays the session that `squeezr demo` shows through a proxy, and bills both sides. */
export async function played(): Promise<Played> {
  const provider = createProvider({ script: scriptOf(session) });
  const passages = new Passages();
  const ignore = () => {};
  const proxy = createProxy({
    config: defaultConfig,
    home: undefined,
    version,
    port: () => defaultConfig.proxy.port,
    token: "",
    log: { info: ignore, warn: ignore, error: ignore },
    stop: ignore,
    send: (input, init) => provider.fetch(new Request(input, init)),
    told: (sent) => passages.add(sent, { at: APART * passages.all.length }, undefined),
  });
  const door = (request: Request) => proxy.fetch(withHost(request));
  const rows = await Array.fromAsync(playSession(session, door, provider));
  const response = await proxy.fetch(withHost(new Request("http://127.0.0.1/squeezr/stats")));
  const stats = await response.json();
  await proxy.close();
  const outputs = rows.map(({ usage }) => Number(usage.output_tokens));
  return {
    direct: runningBill(passages, "direct", outputs),
    sent: runningBill(passages, "sent", outputs),
    stats,
  };
}

function withHost(request: Request): Request {
  const named = new Request(request);
  named.headers.set("host", "127.0.0.1");
  return named;
}

function runningBill(
  passages: Passages,
  side: "direct" | "sent",
  outputs: readonly number[],
): number[] {
  const account = new Account(pricesWith());
  let dollars = 0;
  return passages.all.map((passage, i) =>
    dollars += account.bill(passage[side], passage, outputs[i]).dollars ?? 0
  );
}
