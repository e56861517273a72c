/** docs/routing.md says where each request goes: every row goes through the proxy, to where it says. */
import assert from "node:assert/strict";
import { parse } from "smol-toml";
import { namedUpstream } from "../../src/config/upstream.ts";
import { type Asked, ways } from "../../src/proxy/routes.ts";
import { atDoor, housed, type Settings } from "../support/proxies.ts";
import { BODIES, UNREAD } from "./bodies.ts";
import { BUILT_IN, NAMED, type Row } from "./page.ts";

/** The upstreams of an unchanged configuration. */
const HOSTS: Readonly<Record<string, string>> = {
  anthropic: "https://api.anthropic.com",
  openai: "https://api.openai.com",
  chatgpt: "https://chatgpt.com",
  gemini: "https://generativelanguage.googleapis.com",
  ollama: "http://127.0.0.1:11434",
};

/** Credentials in all the ways that clients send them, none of which decides where a request goes. */
const CREDENTIALS = {
  authorization: "Bearer of-the-client",
  "api-key": "of-the-client",
  "cookie": "session=of-the-client",
  "chatgpt-account-id": "of-the-client",
};

function settingsOf({ setting }: Row): Settings {
  if (setting === undefined) return (config) => config;
  const [[name, value]] = Object.entries(parse(setting));
  const upstream = namedUpstream.parse(value, { ruleNames: [] });
  assert.ok(upstream, `${setting} is no upstream`);
  return (config) => ({ ...config, upstreams: { ...config.upstreams, [name]: upstream } });
}

/** What goes up, where to, for a request with this body. */
async function sentUp(row: Row, body: string | null): Promise<Request[]> {
  const came: Request[] = [];
  const upstream = (request: Request) => {
    came.push(request);
    return Promise.resolve(new Response("{}", { headers: { "content-type": "text/plain" } }));
  };
  const proxy = housed(undefined, { fetch: upstream }, settingsOf(row));
  const headers = { ...CREDENTIALS, ...(row.header && { [row.header]: "of-the-client" }) };
  const request = new Request(`http://127.0.0.1${row.path}`, { method: row.method, headers, body });
  await (await proxy.fetch(atDoor(request))).text();
  proxy.close();
  return came;
}

function bodiesOf({ method, readAs }: Row): (string | null)[] {
  if (method === "GET" || method === "DELETE") return [null];
  const wanted = readAs === UNREAD ? Object.values(BODIES) : [BODIES[readAs]];
  assert.ok(wanted[0], `the page has no API that is called ${readAs}`);
  return wanted.map((body) => JSON.stringify(body));
}

for (const row of [...BUILT_IN, ...NAMED]) {
  const { method, path, header, upstream, readAs } = row;
  Deno.test(`${method} ${path}${header ? ` with ${header}` : ""} goes to ${upstream}, ${readAs}`, async () => {
    const url = row.url ?? HOSTS[upstream] + path;
    for (const body of bodiesOf(row)) {
      const came = await sentUp(row, body);
      assert.deepEqual(came.map(({ url, method }) => [method, url]), [[method, url]]);
      for (const [name, value] of Object.entries(CREDENTIALS)) {
        const given = name === header ? "of-the-client" : value;
        assert.equal(came[0].headers.get(name), given);
      }
      const up = await came[0].text();
      if (readAs === UNREAD) assert.equal(up, body ?? "");
      else assert.ok(up.length < body!.length, "nothing was shortened");
    }
  });
}

/** The way that a row goes, by its number. */
function wayOf({ path, header }: Row): number {
  const url = new URL(path, "http://127.0.0.1");
  const asked: Asked = {
    path: url.pathname,
    query: url.searchParams,
    header: (name) => name === header ? "x" : null,
  };
  return ways.findIndex(({ claims }) => claims(asked));
}

Deno.test("the page shows every way that there is, in the order in which they are tried", () => {
  const shown = BUILT_IN.map(wayOf);
  assert.deepEqual([...new Set(shown)].sort((a, b) => a - b), [...ways.keys()]);
  assert.deepEqual(shown, shown.toSorted((a, b) => a - b));
});

Deno.test("a name that is no upstream goes nowhere, and what there is is named", async () => {
  const nowhere = { fetch: () => Promise.reject(new Error("it was sent")) };
  const proxy = housed(undefined, nowhere);
  for (const path of ["/to/nobody/v1/messages", "/to/__proto__/v1/messages", "/to/constructor/x"]) {
    const request = new Request(`http://127.0.0.1${path}`, { method: "POST", body: "{}" });
    const response = await proxy.fetch(atDoor(request));
    assert.equal(response.status, 404);
    assert.match(await response.text(), /anthropic, openai, chatgpt, gemini, ollama/);
  }
  proxy.close();
});
