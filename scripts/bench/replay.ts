import { defaultConfig } from "../../src/config/settings.ts";
import { createProvider, type Provider } from "../../src/demo/provider.ts";
import type { Fault, Step } from "../../src/demo/script.ts";
import { blocksOf, type Fields } from "../../src/demo/values.ts";
import { createProxy, type Proxy } from "../../src/proxy/proxy.ts";
import {
  answersOf,
  ANTHROPIC_SESSIONS,
  hasCorpus,
  type Recorded,
  recordedOf,
  sessionNames,
} from "../../tests/support/corpus.ts";
import { lawReport, type Passage } from "../../tests/support/law.ts";
import { quantile, rounded, sum } from "./numbers.ts";
import type { Report } from "./report.ts";

/** What became of one recorded request. */
interface Replayed {
  readonly passage: Passage;
  /** From the request at our door to the same at the upstream's, in milliseconds. */
  readonly added: number;
  /** The client was not told what the upstream said. */
  readonly failed: boolean;
}

/** A session's figures. */
interface Row {
  readonly session: string;
  readonly requests: number;
  readonly bytesIn: number;
  readonly bytesUp: number;
  readonly squeezed: number;
  readonly referred: number;
  readonly breaks: number;
  readonly outside: number;
  readonly markers: number;
  readonly failed: number;
  readonly added: readonly number[];
  readonly differences: readonly string[];
}

const HOW =
  "Recorded sessions of real clients, each through a proxy of its own with its own headers; the upstream " +
  "is a function that answers what the model answered then. Added: from our door to the upstream's, milliseconds.";

/** Sends every recorded session through a proxy and holds what went up against what came in. */
export async function replay(isQuick: boolean): Promise<Report> {
  if (!hasCorpus("replay")) {
    const notes = [
      "There are no recorded sessions at ../shared/corpus/sessions: nothing to replay.",
    ];
    return { name: "replay", how: HOW, tables: [], goals: [], notes };
  }
  const names = isQuick ? ANTHROPIC_SESSIONS : sessionNames();
  const rows: Row[] = [];
  for (const session of names) rows.push(await rowOf(session));
  return {
    name: "replay",
    how: HOW,
    tables: [[COLUMNS, ...rows.map(cellsOf)]],
    goals: [
      zero("prefix breaks", rows.map(({ breaks }) => breaks)),
      zero("changes outside results", rows.map(({ outside }) => outside)),
      zero("cache markers changed", rows.map(({ markers }) => markers)),
      zero("failed requests", rows.map(({ failed }) => failed)),
    ],
    notes: rows.flatMap(({ session, differences }) =>
      differences.map((said) => `${session}: ${said}`)
    ),
  };
}

const COLUMNS = [
  "session",
  "requests",
  "MB in",
  "MB up",
  "wire",
  "squeezed",
  "referred",
  "breaks",
  "outside",
  "markers",
  "failed",
  "added p50",
  "p95",
];

function cellsOf(row: Row): (string | number)[] {
  return [
    row.session,
    row.requests,
    rounded(row.bytesIn / 1e6, 1),
    rounded(row.bytesUp / 1e6, 1),
    rounded(row.bytesUp / row.bytesIn, 3),
    row.squeezed,
    row.referred,
    row.breaks,
    row.outside,
    row.markers,
    row.failed,
    rounded(quantile(row.added, 0.5)),
    rounded(quantile(row.added, 0.95)),
  ];
}

function zero(name: string, values: readonly number[]) {
  return { name: `${name}, over all sessions`, value: sum(values), most: 0, unit: "" };
}

async function rowOf(session: string): Promise<Row> {
  const requests = recordedOf(session);
  const answers = answersOf(requests);
  const passing = new Passing();
  const replayed: Replayed[] = [];
  for (const recorded of requests) {
    const one = await passing.pass(session, recorded, stepOf(recorded, answers.get(recorded.n)));
    if (one) replayed.push(one);
  }
  const law = lawReport(replayed.map(({ passage }) => passage));
  const stats = await passing.stats();
  const referred = stats.by_rule.refer?.blocks ?? 0;
  return {
    session,
    requests: requests.length,
    bytesIn: law.bytesIn,
    bytesUp: law.bytesUp,
    squeezed: stats.compressions - referred,
    referred,
    breaks: law.prefixBreaks,
    outside: law.foreignEdits,
    markers: law.markerChanges,
    failed: replayed.filter(({ failed }) => failed).length,
    added: replayed.map(({ added }) => added),
    differences: law.differences,
  };
}

function stepOf({ kind }: Recorded, answer: Fields | undefined): Step {
  const says = blocksOf(answer?.content ?? "Done.").map((block) =>
    ({ kind: "block", block }) as const
  );
  const fault = faultOf(kind);
  return fault ? { says, fault } : { says };
}

/** What went wrong then goes wrong again. */
function faultOf(kind: string): Fault | undefined {
  const name = /^fault:(.*)$/.exec(kind)?.[1];
  if (name === undefined) return undefined;
  if (name === "reset" || name === "hang") return { kind: "reset" };
  if (name === "midreset") return { kind: "cut", after: 3 };
  if (name === "sse-overloaded") return { kind: "error_event", after: 3 };
  return { kind: "status", status: Number(name), type: "api_error", message: name };
}

interface Stats {
  readonly compressions: number;
  readonly by_rule: Readonly<Record<string, { readonly blocks: number } | undefined>>;
}

/** One session on its way through one proxy. */
class Passing {
  readonly #provider: Provider = createProvider({ script: () => this.#step, strict: false });
  readonly #proxy: Proxy;
  #step: Step = { says: [] };
  #reachedAt = 0;
  #up: Uint8Array | undefined;
  #status = 0;

  constructor() {
    const ignore = () => {};
    this.#proxy = createProxy({
      config: defaultConfig,
      home: undefined,
      version: "bench",
      port: () => 8787,
      token: "bench",
      log: { info: ignore, warn: ignore, error: ignore },
      stop: ignore,
      send: (input, init) => this.#send(new Request(input, init)),
    });
  }

  /** `undefined` for what the proxy answers by itself. */
  async pass(session: string, recorded: Recorded, step: Step): Promise<Replayed | undefined> {
    const { method, path, body, n, kind } = recorded;
    this.#step = step;
    this.#up = undefined;
    const request = requestOf(recorded);
    const begun = performance.now();
    const response = await this.#proxy.fetch(request);
    const failed = response.status !== this.#status;
    // A stream that breaks off above breaks off here.
    await response.arrayBuffer().catch(() => undefined);
    if (this.#up === undefined) return undefined;
    const name = `${method} ${path} #${n} (${kind})`;
    const isCount = path.includes("/count_tokens");
    return {
      passage: { name, conversation: session, body, up: this.#up, isCount },
      added: this.#reachedAt - begun,
      failed,
    };
  }

  async stats(): Promise<Stats> {
    const url = "http://127.0.0.1:8787/squeezr/stats";
    const headers = { host: "127.0.0.1:8787" };
    return await (await this.#proxy.fetch(new Request(url, { headers }))).json();
  }

  async #send(request: Request): Promise<Response> {
    this.#reachedAt = performance.now();
    this.#up = new Uint8Array(await request.clone().arrayBuffer());
    // What we say where the upstream can't be reached.
    this.#status = 502;
    const response = await this.#provider.fetch(request);
    this.#status = response.status;
    return response;
  }
}

function requestOf({ method, path, headers, body }: Recorded): Request {
  return new Request(`http://127.0.0.1:8787${path}`, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    body: body.length > 0 ? body.slice() : null,
  });
}
