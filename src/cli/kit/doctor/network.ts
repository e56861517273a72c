import { accessSync, constants } from "node:fs";
import { variableLoops } from "../../../config/loops.ts";
import type { Config } from "../../../config/config.ts";
import { ask, Unreachable } from "../../../proxy/upstream.ts";
import { astrayBy } from "../astray.ts";
import type { Io } from "../io.ts";
import { type Call, type Examine, fail, type Finding, ok, warn } from "./finding.ts";

/** How long an upstream may take, in milliseconds. */
const PATIENCE = 5000;
/** A clock that is further off breaks logins and certificates. In seconds. */
const SKEW = 300;

/** Asks for nothing, and says no more than that somebody asks. */
async function callAt(name: string, url: string): Promise<Call> {
  const signal = AbortSignal.timeout(PATIENCE);
  const question = {
    method: "HEAD",
    url: new URL(url),
    headers: new Headers(),
    body: null,
    signal,
  };
  try {
    const { status, headers } = await ask({ name, url }, question, fetch);
    return { name, url, came: { kind: "answer", status, date: headers.get("date") } };
  } catch (error) {
    if (error instanceof Unreachable) {
      return { name, url, came: { kind: "none", reason: error.reason } };
    }
    if (!signal.aborted) throw error;
    return { name, url, came: { kind: "none", reason: `silent for ${PATIENCE / 1000} s` } };
  }
}

/** Calls at all upstreams, without credentials, the way that the proxy would take. */
export function callAll({ upstreams }: Config): Promise<readonly Call[]> {
  const local = (url: string) => /^http:\/\/(127\.|localhost|\[::1\])/.test(url);
  // A server on this machine that nobody has started is nobody's trouble.
  const all = Object.entries(upstreams).filter(([name, { url }]) =>
    name !== "ollama" || !local(url)
  );
  return Promise.all(all.map(([name, { url }]) => callAt(name, url)));
}

/** Where to look when nobody answers. */
function wayOut(env: Io["env"]): string {
  const names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
  const through = names.find((name) => env[name]);
  return through === undefined
    ? "are you offline, or behind a proxy?"
    : `${through} is set: does it name an http:// or https:// proxy that answers?`;
}

function ofCall({ name, url, came }: Call, env: Io["env"]): Finding {
  const where = `upstream ${name}`;
  if (came.kind === "answer") return ok(where, `${url} answers`);
  if (/certificate|issuer|self.signed/i.test(came.reason)) {
    return fail(
      where,
      `${url} shows a certificate that is not trusted here (${came.reason})`,
      "if your network has an authority of its own: set NODE_EXTRA_CA_CERTS to its file",
    );
  }
  return warn(where, `${url} can't be reached (${came.reason})`, wayOut(env));
}

/** Whether the upstreams can be reached. */
export const upstreams: Examine = ({ calls, io }) =>
  (calls ?? []).map((call) => ofCall(call, io.env));

/** Whether the clock is near that of others. */
export const clock: Examine = ({ io, calls }) => {
  const dates = (calls ?? []).flatMap(({ came }) =>
    came.kind === "answer" && came.date !== null ? Date.parse(came.date) : []
  ).filter((time) => Number.isFinite(time));
  if (dates.length === 0) return [ok("clock", "no upstream's time to compare it with")];
  const off = Math.round(Math.min(...dates.map((time) => Math.abs(io.now() - time))) / 1000);
  if (off <= SKEW) return [ok("clock", "agrees with the upstreams'")];
  return [warn("clock", `${off} s off the upstreams'`, "set the machine's clock")];
};

/** Variables of the environment that lead requests astray. */
export const variables: Examine = ({ io: { env }, config }) => {
  const name = "variables";
  const loops = variableLoops(config, env).map(({ where, text }) =>
    fail(name, `${where}: ${text}`)
  );
  const http = astrayBy(env);
  const spared = http === undefined ? [] : [warn(
    name,
    `${http} is set, and clients may ask that proxy for this machine`,
    "add 127.0.0.1,localhost to NO_PROXY",
  )];
  const findings = [...loops, ...spared, ...trust(env)];
  return findings.length > 0 ? findings : [ok(name, "nothing leads astray")];
};

function trust(env: Io["env"]): Finding[] {
  const file = env.NODE_EXTRA_CA_CERTS;
  const all = env.NODE_TLS_REJECT_UNAUTHORIZED === "0"
    ? [warn(
      "variables",
      "NODE_TLS_REJECT_UNAUTHORIZED is 0: whoever is in between can read your keys",
      "unset it, and set NODE_EXTRA_CA_CERTS to the file of your network's authority",
    )]
    : [];
  if (!file || isReadable(file)) return all;
  const text = `NODE_EXTRA_CA_CERTS names ${file}, which can't be read`;
  return [...all, fail("variables", text, "name a file that is there, or unset it")];
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
  }
}
