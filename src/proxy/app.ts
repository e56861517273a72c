import type { Context } from "hono";
import { Hono } from "hono/quick";
import type { House } from "./house.ts";
import { handle } from "./handle.ts";
import { isOurHost } from "./hosts.ts";
import { placeOf } from "./place.ts";
import { handleAndRecord } from "./record.ts";
import { refuse } from "./refusal.ts";
import { routeOf } from "./routes.ts";
import type { Accept } from "./socket/socket.ts";
import { isUpgrade, upgrade } from "./socket/upgrade.ts";

/** What the server gives with each request. */
export interface Env {
  readonly Bindings: { readonly accept?: Accept };
}

/**
 * The HTTP app: who may ask, what is answered here, and the way to the upstreams for all else. Of its few routes Hono's
 * own choice of a router makes one expression, at the first request: that takes longer than to look through them.
 */
export function appOf(house: House, admin: Hono): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (context, next) => {
    const host = context.req.header("host") ?? null;
    if (isOurHost(host, house.config.proxy.allowed_hosts)) return await next();
    return refuse(strangeHost());
  });
  // Clients look here before their first request whether anybody is there.
  app.get("/", (context) => isHead(context) ? context.body(null) : pass(context, house));
  app.route("/squeezr", admin);
  app.onError((error) => {
    house.log.error(`A request failed: ${placeOf(error)}`);
    return refuse({ status: 500, message: "squeezr failed on this request; its log says where" });
  });
  app.all("*", (context) => pass(context, house));
  return app;
}

function isHead(context: Context<Env>): boolean {
  return context.req.raw.method === "HEAD";
}

function pass(
  { req: { raw, url }, env: { accept } }: Context<Env>,
  house: House,
): Promise<Response> {
  const { pathname: path, searchParams: query } = new URL(url);
  const route = routeOf({ path, query, header: (name) => raw.headers.get(name) });
  if (accept && isUpgrade(raw)) return upgrade(raw, route, house, accept);
  const { recorder } = house;
  return recorder ? handleAndRecord(raw, route, house, recorder) : handle(raw, route, house);
}

function strangeHost() {
  return {
    status: 403,
    message: "squeezr answers under the names of this machine alone: " +
      "call it as 127.0.0.1 or localhost, or add the name to proxy.allowed_hosts",
  };
}
