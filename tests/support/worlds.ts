import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Provider } from "../../src/demo/provider.ts";
import type { Proxy } from "../../src/proxy/proxy.ts";
import { cleanUps, shapes } from "../../src/rules/list.ts";
import type { Rule } from "../../src/rules/rule.ts";
import type { World } from "./play.ts";
import { atDoor, bypass, compression, type Housed, housed, type Settings } from "./proxies.ts";

/** A rule that fails on every text, and stands before all others. */
const THROWS: Rule = {
  name: "throws",
  doc: "fails",
  loses: "nothing",
  matches: () => true,
  squeeze: () => {
    throw new Error("this rule fails on purpose");
  },
};

/** A later version of the rules: it shortens otherwise than the ones that were there before. */
const LATER: Rule = {
  name: "later",
  doc: "cuts a text in half",
  loses: "nothing",
  matches: () => true,
  squeeze: ({ text }) => text.slice(0, text.length / 2),
};

const lists = [cleanUps as Rule[], shapes as Rule[]];

/** More than a proxy waits at its first tries, and less than it waits in all. In milliseconds. */
const LOCKED_FOR = 40;

/** The rules as they were before a test changed them. */
const shipped = lists.map((list) => [...list]);

/** Puts one rule before all others; none puts the rules back as they are shipped. */
export function ruleFirst(rule?: Rule): void {
  for (const [i, list] of lists.entries()) list.splice(0, list.length, ...shipped[i]);
  if (rule !== undefined) lists[0].unshift(rule);
}

const asShipped: Settings = (config) => config;
const noCache: Settings = (config) => ({ ...config, cache: { ...config.cache, enabled: false } });

/** Proxies in this process, on one folder, to which things happen. */
export class ProxyWorld implements World {
  readonly #home: string | undefined;
  readonly #provider: Pick<Provider, "fetch">;
  readonly #settings: Settings;
  readonly #open: Housed[] = [];
  #current: Housed;
  #isBypassed = false;
  /** The next request goes at once, in parallel: through the proxy that is asked now and the one that is up longest. */
  #goesTwice = false;
  #unlock = () => {};

  /** Without a folder the proxies forget everything when they end. */
  constructor(provider: Pick<Provider, "fetch">, home: string | undefined, settings = asShipped) {
    this.#settings = settings;
    this.#provider = provider;
    this.#home = home;
    this.#current = this.#start(asShipped);
  }

  /** What may happen, by number. */
  readonly events: readonly (() => Promise<void> | void)[] = [
    () => this.#toggleBypass(),
    () => this.#restart(asShipped),
    () => this.#restart(compression({ dry_run: true })),
    () => this.#restart(compression({ enabled: false })),
    () => this.#restart(compression({ threshold: 400, disabled_rules: ["terminal"] })),
    () => this.#restart(noCache),
    // The first one stays up beside the second, with other settings on the same folder.
    () => void (this.#current = this.#start(compression({ skip_tools: ["bash"] }))),
    () => void (this.#current = this.#open[0]),
    () => ruleFirst(THROWS),
    () => ruleFirst(LATER),
    () => ruleFirst(),
    () => this.#lock(),
    () => void (this.#goesTwice = true),
  ];

  async send(request: Request): Promise<Response> {
    const proxies = this.#goesTwice ? [this.#current, this.#open[0]] : [this.#current];
    this.#goesTwice = false;
    const asked = proxies.map((proxy) => proxy.fetch(atDoor(request.clone())));
    const [answer, ...others] = await Promise.all(asked);
    // What breaks off there is not what the client goes on from.
    await Promise.allSettled(others.map((other) => other.arrayBuffer()));
    return answer;
  }

  direct(request: Request): Promise<Response> {
    return this.#provider.fetch(request);
  }

  /** Something happens, as `events` has it. */
  async happen(event: number): Promise<void> {
    await this.events[event]();
  }

  /** The proxy that is asked now. */
  get current(): Proxy {
    return this.#current;
  }

  /** Ends all proxies, and puts the rules back. */
  async close(): Promise<void> {
    this.#unlock();
    ruleFirst();
    await Promise.all(this.#open.map((proxy) => proxy.close()));
  }

  async #toggleBypass(): Promise<void> {
    this.#isBypassed = !this.#isBypassed;
    await bypass(this.#current, this.#isBypassed);
  }

  /** Another process holds the ledger's lock for a while. */
  #lock(): void {
    this.#unlock();
    if (this.#home === undefined) return;
    const other = new DatabaseSync(join(this.#home, "ledger.db"));
    other.exec("BEGIN IMMEDIATE");
    const timer = setTimeout(() => this.#unlock(), LOCKED_FOR);
    this.#unlock = () => {
      clearTimeout(timer);
      other.close();
      this.#unlock = () => {};
    };
  }

  #start(settings: Settings): Housed {
    this.#unlock();
    const proxy = housed(
      this.#home,
      this.#provider,
      (config) => settings(this.#settings(config)),
    );
    this.#open.push(proxy);
    return proxy;
  }

  #restart(settings: Settings): void {
    for (const proxy of this.#open.splice(0)) proxy.close();
    this.#isBypassed = false;
    this.#current = this.#start(settings);
  }
}
