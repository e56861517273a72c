import { timingSafeEqual } from "node:crypto";
import { Buffer } from "node:buffer";
import type { Context, Next } from "hono";
import { Hono } from "hono/quick";

/** What the proxy shows of itself, and what can be done to it from outside. */
export interface Controls {
  health(): Record<string, unknown>;
  stats(): Promise<Record<string, unknown>>;
  glossary(): Promise<Record<string, unknown>>;
  /** The original of a shortened block, by its id. */
  original(id: string): string | undefined;
  readonly bypass: { on: boolean };
  /** Ends the proxy once this answer is down. */
  stop(): void;
  /** What a POST must carry: the token of the run file, which only its owner can read. */
  readonly token: string;
  isOurOrigin(origin: string | null): boolean;
}

/** The header in which the command line sends the run file's token. */
export const TOKEN_HEADER = "x-squeezr-token";

/** `/squeezr/*`: what the proxy tells of itself, and its switches. */
export function adminRoutes(controls: Controls): Hono {
  const routes = new Hono();
  routes.use((context, next) => admit(context, next, controls));
  routes.get("/health", (context) => context.json(controls.health()));
  routes.get("/stats", async (context) => context.json(await controls.stats()));
  routes.get("/glossary", async (context) => context.json(await controls.glossary()));
  routes.get("/expand/:id", (context) => expand(context, controls));
  routes.get("/bypass", (context) => context.json({ bypassed: controls.bypass.on }));
  routes.post("/bypass", (context) => switchBypass(context, controls));
  routes.post("/stop", (context) => {
    controls.stop();
    return context.json({ stopping: true });
  });
  routes.all("*", (context) => context.json(problem(`There is no ${context.req.path} here.`), 404));
  return routes;
}

/** Pages of the web are kept out by their origin, and what changes anything needs the token. */
async function admit(context: Context, next: Next, controls: Controls) {
  const { req } = context;
  if (!controls.isOurOrigin(req.header("origin") ?? null)) {
    return context.json(problem("Only this proxy's own pages may ask here."), 403);
  }
  const token = req.header(TOKEN_HEADER);
  const isReading = req.method === "GET" || req.method === "HEAD";
  // A wrong token even to read: it was written for another proxy, which had this port before.
  if (token === undefined ? !isReading : !isToken(token, controls)) {
    return context.json(
      problem(`This needs the header ${TOKEN_HEADER} with the token of the run file.`),
      403,
    );
  }
  return await next();
}

function isToken(given: string, { token }: Controls): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function expand(context: Context, controls: Controls): Response {
  const text = controls.original(context.req.param("id") ?? "");
  if (text !== undefined) return context.text(text);
  return context.text(
    "No original is kept under this id. Originals are kept in memory since the proxy was started, up to " +
      "expand.max_bytes; a conversation brings its own back with its next request.\n",
    404,
  );
}

/** `{"bypassed": true|false}` sets the switch, an empty body turns it. */
async function switchBypass(context: Context, { bypass }: Controls): Promise<Response> {
  const text = await context.req.text();
  const wanted = text.trim() === "" ? !bypass.on : wantedOf(text);
  if (wanted === undefined) {
    return context.json(
      problem('The body must be empty or {"bypassed": true} or {"bypassed": false}.'),
      400,
    );
  }
  bypass.on = wanted;
  return context.json({ bypassed: bypass.on });
}

function wantedOf(text: string): boolean | undefined {
  const said = /^\s*\{\s*"bypassed"\s*:\s*(true|false)\s*\}\s*$/.exec(text)?.[1];
  return said === undefined ? undefined : said === "true";
}

function problem(message: string) {
  return { error: { type: "squeezr_error", message } };
}
