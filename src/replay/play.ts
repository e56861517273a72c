import type { Config } from "../config/config.ts";
import { version } from "../config/version.ts";
import type { Prices } from "../billing/prices.ts";
import type { Usage } from "../conversation/answer.ts";
import type { Provider } from "../providers/provider.ts";
import { createProxy, type Proxy } from "../proxy/proxy.ts";
import type { Sent } from "../proxy/told.ts";
import { type Billed, billedOf } from "./bills.ts";
import { Passages } from "./passages.ts";
import type { Answered, Asked, Session } from "./session.ts";

/** How a session is played. */
export interface Playing {
  readonly config: Config;
  readonly prices: Prices;
  /** Called after each request. */
  readonly step: () => void;
}

/**
 * Sends a session through a proxy of its own, whose upstream answers what was answered then, and bills it on both
 * sides. Nothing leaves the process, and nothing is written.
 */
export async function play(session: Session, { config, prices, step }: Playing): Promise<Billed> {
  const stage = new Stage(config);
  const passages = new Passages();
  for (const asked of session.requests) {
    const sent = await stage.pass(asked);
    // An error is not billed.
    if (sent && asked.answer.status < 400) {
      passages.add(sent, asked, usageIn(asked.answer, sent.provider));
    }
    step();
  }
  await stage.close();
  return billedOf(passages, session.source, prices);
}

/** A proxy before an upstream that knows its answers. */
class Stage {
  readonly #proxy: Proxy;
  #answer: Answered = { status: 500, type: "text/plain", body: new Uint8Array() };
  #sent: Sent | undefined;

  constructor(config: Config) {
    const ignore = () => {};
    this.#proxy = createProxy({
      // Names of a session that was over long ago are nobody's.
      config: { ...config, glossary: { ...config.glossary, enabled: false } },
      home: undefined,
      version,
      port: () => 0,
      token: "",
      log: { info: ignore, warn: ignore, error: ignore },
      stop: ignore,
      send: () => Promise.resolve(responseOf(this.#answer)),
      told: (sent) => this.#sent = sent,
    });
  }

  /** What went up; nothing where the proxy does not read such requests. */
  async pass({ api, path, agent, body, answer }: Asked): Promise<Sent | undefined> {
    this.#answer = answer;
    this.#sent = undefined;
    const response = await this.#proxy.fetch(
      new Request(`http://127.0.0.1/to/${api}${path}`, {
        method: "POST",
        headers: { host: "127.0.0.1", "content-type": "application/json", "user-agent": agent },
        body: body.slice(),
      }),
    );
    await response.arrayBuffer();
    return this.#sent;
  }

  async close(): Promise<void> {
    await this.#proxy.close();
  }
}

function responseOf({ status, type, body }: Answered): Response {
  return new Response(body.slice(), { status, headers: { "content-type": type } });
}

function usageIn({ type, body }: Answered, provider: Provider): Usage | undefined {
  const listener = provider.listenerFor(new Headers({ "content-type": type }));
  listener?.hear(body);
  return listener?.end().usage;
}
