/** The least that answers over Hono in the same runtime: what the start of the proxy is held against. */
import process from "node:process";
import { Hono } from "hono";
import { serve } from "../../../src/proxy/server.ts";

const app = new Hono();
app.get("/", (c) => c.text("ok"));
serve(app.fetch, { host: "127.0.0.1", port: Number(process.argv.at(-1)) });
