import { providerOf } from "../providers/list.ts";
import type { Provider } from "../providers/provider.ts";
import type { House } from "./house.ts";
import { refuse } from "./refusal.ts";
import type { Route } from "./routes.ts";
import { Unreachable, type Upstream, urlAt } from "./upstream.ts";

/** Where a request goes, and who reads it there. */
export interface Way {
  readonly upstream: Upstream;
  /** What the upstream speaks. */
  readonly api: string;
  readonly provider: Provider | undefined;
  readonly url: URL;
}

/** Has a request carried to the upstream of its route; where that can't be done, the answer says why. */
export async function reaching(
  request: Request,
  route: Route,
  house: House,
  carry: (way: Way) => Promise<Response>,
): Promise<Response> {
  const { upstreams } = house.config;
  if (!Object.hasOwn(upstreams, route.upstream)) {
    return refuse(unknownUpstream(route.upstream, house));
  }
  const { url: base, api } = upstreams[route.upstream];
  const provider = providerOf(api, request.method, route.path);
  const upstream = { name: route.upstream, url: base };
  const url = urlAt(upstream, route.path, new URL(request.url).search);
  house.tally.request();
  try {
    return await carry({ upstream, api, provider, url });
  } catch (error) {
    // Nobody is there to read it; 499 is what servers log for a client that left.
    if (request.signal.aborted) return new Response(null, { status: 499 });
    if (!(error instanceof Unreachable)) throw error;
    house.log.warn(error.message);
    return refuse({ status: 502, message: error.message }, provider);
  }
}

function unknownUpstream(name: string, { config }: House) {
  const known = Object.keys(config.upstreams).join(", ");
  return {
    status: 404,
    message: `squeezr knows no upstream "${name}": /to/NAME/... takes ${known}; ` +
      `add upstreams.${name} to the configuration`,
  };
}
