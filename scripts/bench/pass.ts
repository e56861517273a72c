import { Hono } from "hono";
import type { Handler } from "../../src/proxy/server.ts";

/** What the proxy is measured against: reads the body, asks the upstream, relays the answer, and nothing else. */
export function passTo(upstream: string): Handler {
  const app = new Hono();
  app.all("*", async ({ req }) => {
    const { method, headers, signal } = req.raw;
    const body = new Uint8Array(await req.raw.arrayBuffer());
    const url = new URL(req.url);
    const up = new Headers(headers);
    for (const name of ["host", "content-length", "connection"]) up.delete(name);
    up.set("accept-encoding", "identity");
    const answer = await fetch(new URL(url.pathname + url.search, upstream), {
      method,
      headers: up,
      body,
      redirect: "manual",
      signal,
    });
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  });
  return app.fetch;
}
