import { listen, type Listening } from "../../src/demo/listen.ts";
import type { Provider } from "../../src/demo/provider.ts";
import type { World } from "./play.ts";
import { programUnderTest, type RunningProxy, startProxy } from "./program.ts";

/** A proxy in a process of its own: the source under Deno, or the binary that `SQUEEZR_BINARY` names. */
export class ProcessWorld implements World {
  readonly #provider: Provider;
  readonly #home: string;
  readonly #upstream: Listening;
  #proxy: RunningProxy;

  private constructor(
    provider: Provider,
    home: string,
    upstream: Listening,
    proxy: RunningProxy,
  ) {
    this.#provider = provider;
    this.#home = home;
    this.#upstream = upstream;
    this.#proxy = proxy;
  }

  /** Starts the provider's server and a proxy before it. */
  static async start(provider: Provider, home: string): Promise<ProcessWorld> {
    const upstream = await listen((request) => provider.fetch(request));
    const place = { home, cwd: home, upstream: upstream.url };
    const proxy = await startProxy(programUnderTest(), place);
    return new ProcessWorld(provider, home, upstream, proxy);
  }

  /** Where the proxy listens. */
  get url(): string {
    return this.#proxy.url;
  }

  send(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(this.url + pathname + search, request));
  }

  direct(request: Request): Promise<Response> {
    return this.#provider.fetch(request);
  }

  /** The proxy dies at once, and another one starts on its folder; every other time it may finish. */
  async happen(event: number): Promise<void> {
    await this.#proxy.end(event % 2 === 0 ? "SIGKILL" : "SIGTERM");
    const place = { home: this.#home, cwd: this.#home, upstream: this.#upstream.url };
    this.#proxy = await startProxy(programUnderTest(), place);
  }

  /** Ends the proxy and the provider's server. */
  async close(): Promise<void> {
    await this.#proxy.end("SIGTERM");
    await this.#upstream.close();
  }
}
