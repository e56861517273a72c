import { framedOf } from "../../providers/list.ts";
import { clientOf } from "../../stats/client.ts";
import { isOurOrigin } from "../hosts.ts";
import type { House } from "../house.ts";
import { reaching } from "../reaching.ts";
import { refuse } from "../refusal.ts";
import type { Route } from "../routes.ts";
import { bridge } from "./bridge.ts";
import { Frames } from "./frames.ts";
import { type Accept, LOST } from "./socket.ts";

/** Whether a request asks for a WebSocket (RFC 6455, 4.2.1). */
export function isUpgrade({ method, headers }: Request): boolean {
  const names = (name: string) =>
    (headers.get(name) ?? "").toLowerCase().split(",").map((one) => one.trim());
  return method === "GET" && names("upgrade").includes("websocket") &&
    names("connection").includes("upgrade") && headers.get("sec-websocket-version") === "13" &&
    headers.get("sec-websocket-key") !== null;
}

/**
 * One WebSocket, to its upstream and back. The upstream is asked first: a client to which it says no sees that, and can
 * go on over HTTP.
 */
export function upgrade(
  request: Request,
  route: Route,
  house: House,
  accept: Accept,
): Promise<Response> {
  const { headers, signal } = request;
  if (!isOurOrigin(headers.get("origin"), house.config.proxy.allowed_hosts)) {
    return Promise.resolve(refuse(STRANGE_ORIGIN));
  }
  return reaching(request, route, house, async ({ upstream, api, url }) => {
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const dialled = await house.dial(upstream, { url, headers, signal });
    if (dialled.kind === "refused") return dialled.answer;
    const { welcome, socket } = dialled;
    const framed = framedOf(api, route.path);
    const client = clientOf(headers.get("user-agent"));
    const frames = framed && new Frames({ framed, path: route.path, client }, house);
    let isAccepted = false;
    try {
      const answer = accept(
        request,
        welcome,
        (client) => bridge({ client, upstream: socket, frames }, house),
      );
      isAccepted = true;
      return answer;
    } finally {
      if (!isAccepted) socket.close(LOST);
    }
  });
}

/** The rules that keep a page from reading other servers' answers do not hold for WebSockets. */
const STRANGE_ORIGIN = {
  status: 403,
  message: "squeezr takes WebSockets from programs and from pages of this machine alone: " +
    "add the page's host to proxy.allowed_hosts",
};
