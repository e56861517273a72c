import { fellSilent, isAlive, removeRunFile, type RunFile } from "../admin/run_file.ts";
import type { Summary } from "../memory/ledger.ts";
import { command, jsonFlag } from "./kit/command.ts";
import { ask, urlOf } from "./kit/ask.ts";
import { Failure } from "./kit/failure.ts";
import type { Io } from "./kit/io.ts";
import { isJobOf, shownJob } from "./kit/job.ts";
import { boundHere } from "./kit/ledger.ts";
import { DRAIN } from "./kit/serve.ts";
import { placesHere } from "./kit/settings.ts";
import type { LeftBehind } from "./kit/setup/left_behind.ts";
import { occupantOf, staleLine, type Survey } from "./kit/survey.ts";
import { chosen, endable, namedPort, surveyHere } from "./kit/target.ts";

const PAUSE = 50;
/** When to say what we wait for, in milliseconds. */
const SOON = 1000;

/** A program under `run` has its port in SQUEEZR_PORT, and means another proxy where it stops one. */
function serving({ port }: RunFile): string {
  return `the proxy on port ${port} (SQUEEZR_PORT) is there for a command that runs, and ends with it; ` +
    `to stop it all the same: squeezr stop --port ${port}`;
}

function ownerOf({ by, job }: RunFile): string {
  if (by === "run") return "of a command that runs";
  return job === undefined ? "for everybody" : `of a job, ${shownJob(job)}`;
}

/** Those of other jobs and of running commands are named, and left to them. */
function noneHere(others: readonly RunFile[]): string {
  if (others.length === 0) return "No proxy runs.\n";
  const lines = others.map((run) => `  port ${run.port}, ${ownerOf(run)}\n`);
  return `No proxy of this job runs. To stop another one, name its port with --port:\n${
    lines.join("")
  }`;
}

/** The proxy to stop: one that runs, or one that is about to end. */
function runOf(
  io: Io,
  port: number | undefined,
  { running, stopping }: Survey,
): RunFile | undefined {
  if (port === undefined) return chosen(io, endable(io, running))?.run ?? stoppingOf(io, stopping);
  return [...running.map(({ run }) => run), ...stopping].find((run) => run.port === port);
}

/** Tells the proxy to end. Its token proves that it is ours: no process is ever ended by its id. */
async function tell(run: RunFile, folder: string): Promise<void> {
  const reply = await ask(run, "/squeezr/stop", { method: "POST" });
  if (reply.kind === "nobody" || (reply.kind === "answer" && reply.status === 200)) return;
  if (reply.kind === "silent") {
    throw new Failure(
      `the proxy on port ${run.port} (pid ${run.pid}) does not answer: see "squeezr logs"`,
    );
  }
  removeRunFile(folder, run);
  throw new Failure(
    `the proxy on port ${run.port} does not know our token (${reply.status}): it is not ours to stop. ` +
      "The run file of the one that was there before is cleaned up.",
  );
}

/** Says whether it was there to end: the process id may be another program's since. */
async function waitForEnd(io: Io, run: RunFile, folder: string): Promise<boolean> {
  const start = io.now();
  let told = false;
  while (isAlive(run.pid)) {
    if (fellSilent(folder, run)) return false;
    const waited = io.now() - start;
    if (waited > DRAIN + 5000) {
      throw new Failure(
        `the proxy on port ${run.port} (pid ${run.pid}) has not ended: see "squeezr logs"`,
      );
    }
    if (waited > SOON && !told) {
      io.err(`Waiting for the last answers to come down, ${DRAIN / 1000} s at most.\n`);
      told = true;
    }
    await io.pause(PAUSE);
  }
  return true;
}

/** Ends a proxy, and waits for it. False where it was gone already, and has left its run file. */
async function end(io: Io, run: RunFile): Promise<boolean> {
  const folder = placesHere(io).run;
  if (!run.stopping) await tell(run, folder);
  if (await waitForEnd(io, run, folder)) return true;
  removeRunFile(folder, run);
  io.err(staleLine(run));
  return false;
}

/** One that is about to end, of this job's or everybody's. */
function stoppingOf(io: Io, stopping: readonly RunFile[]): RunFile | undefined {
  return stopping.find(({ by, job }) => by !== "run" && (job === undefined || isJobOf(io, job)));
}

/** Nothing to stop is fine, unless somebody else answers on the very port that was named. */
async function nothingToStop(port: number | undefined, { running }: Survey): Promise<string> {
  if (port === undefined) return noneHere(running.map(({ run }) => run));
  const { kind } = await occupantOf({ host: "127.0.0.1", port });
  if (kind === "nobody") return `No proxy runs on port ${port}.\n`;
  const who = kind === "squeezr"
    ? "a squeezr that was not started from this state folder"
    : "another program";
  throw new Failure(`port ${port} is held by ${who}: it is not ours to stop`);
}

/** What was stopped, and who is left without it. */
interface Stopped extends LeftBehind {
  readonly run: RunFile;
  readonly bound: readonly Summary[];
}

function clientLines({ run, clients }: Stopped): string {
  const fail = `Clients that point at ${urlOf(run)} fail until it is started again`;
  if (clients.length === 0) return `${fail}.\n`;
  const lines = clients.map(({ client, where }) => `  ${client.title} (${where.join(", ")})\n`);
  return `${fail}:\n${
    lines.join("")
  }Start it with "squeezr start", or let them go with "squeezr unsetup".\n`;
}

async function report(io: Io, stopped: Stopped): Promise<string> {
  const { boundLines } = await import("./kit/conversations.ts");
  const { run, bound } = stopped;
  const service = stopped.service
    ? 'The service starts it again at the next login; "squeezr unsetup --service" ends that.\n'
    : "";
  return `Stopped the proxy on port ${run.port} (pid ${run.pid}). ${
    clientLines(stopped)
  }${service}` +
    (bound.length === 0 ? "" : boundLines(io, bound) +
      "They go on only through a proxy with this state folder: start it again before you go on with them.\n");
}

/** Ends the proxy. */
export const stop = command({
  name: "stop",
  summary: "stop the background proxy",
  usage: "",
  most: 0,
  about:
    "Lets the last answers come down, and returns when the proxy has ended. It only ever stops a " +
    "proxy of this state folder, and says which conversations can't go on without it.",
  examples: [
    ["squeezr stop", "the background proxy"],
    ["squeezr stop --port 8081", "another one of yours"],
  ],
  flags: {
    port: {
      type: "string",
      value: "N",
      doc: "stop the proxy on this port (else SQUEEZR_PORT, else the background proxy)",
    },
    json: jsonFlag,
  },
  async run(io, { flags }) {
    const port = namedPort(io, flags.port);
    const found = await surveyHere(io);
    for (const run of found.stale) io.err(staleLine(run));
    const run = runOf(io, port, found);
    if (run?.by === "run" && flags.port === undefined) throw new Failure(serving(run));
    const bound = run === undefined ? [] : boundHere(io);
    if (run === undefined || !await end(io, run)) {
      const text = await nothingToStop(port, found);
      io.out(flags.json ? '{"stopped":false}\n' : text);
      return 0;
    }
    const { leftBehind } = await import("./kit/setup/left_behind.ts");
    const left = leftBehind(io, run);
    const facts = {
      stopped: true,
      port: run.port,
      pid: run.pid,
      clients: left.clients.map(({ client, where }) => ({ name: client.name, where })),
      bound_conversations: bound,
    };
    io.out(
      flags.json ? `${JSON.stringify(facts)}\n` : await report(io, { run, bound, ...left }),
    );
    return 0;
  },
});
