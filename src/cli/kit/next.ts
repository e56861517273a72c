import type { Client } from "../../clients/client.ts";
import { machineOf } from "../../clients/machine.ts";
import { pointingAt } from "../../clients/pointing.ts";
import { leadsTo } from "../../config/loops.ts";
import { ConfigError } from "../../config/problem.ts";
import { plural } from "../../text/plural.ts";
import { urlOf } from "./ask.ts";
import type { Command } from "./command.ts";
import { fieldsOf, numberOf } from "./fields.ts";
import { percent } from "./format.ts";
import { columns, folded, introduction } from "./help.ts";
import type { Io } from "./io.ts";
import { settingsOf } from "./settings.ts";
import { installedOn } from "./setup/installed.ts";
import type { Running } from "./survey.ts";
import { surveyHere } from "./target.ts";

/** A line to type, and what it does. */
type Step = readonly [line: string, does: string];

/** How things stand on this machine. */
interface Standing {
  readonly running: readonly Running[];
  /** Clients that go to one of our proxies, or to where one should be. */
  readonly pointing: readonly Client[];
  /** Clients that are here and go elsewhere. */
  readonly others: readonly Client[];
  /** The settings can't be read. */
  readonly broken: boolean;
}

function portIn(io: Io): number | undefined {
  try {
    return settingsOf(io, {}, false).config.proxy.port;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

async function standingOf(io: Io): Promise<Standing> {
  const { running } = await surveyHere(io);
  const port = portIn(io);
  const ports = [...running.map(({ run }) => run.port), ...(port === undefined ? [] : [port])];
  const isOurs = (url: string) => ports.some((port) => leadsTo(url, { host: "127.0.0.1", port }));
  const machine = machineOf(io.env, io.cwd);
  const pointing = machine ? pointingAt(machine, isOurs).map(({ client }) => client) : [];
  const installed = machine ? installedOn(machine) : [];
  const others = installed.filter((client) => !pointing.includes(client));
  return { running, pointing, others, broken: port === undefined };
}

function titlesOf(clients: readonly Client[]): string {
  const titles = clients.map(({ title }) => title);
  return titles.length < 2
    ? titles.join()
    : `${titles.slice(0, -1).join(", ")} and ${titles.at(-1)}`;
}

function runningText({ run, health }: Running): string {
  const requests = numberOf(fieldsOf(health?.compression).requests);
  const saved = percent(numberOf(fieldsOf(health?.compression).savings_pct));
  const what = requests === 0
    ? "no request yet"
    : `${requests} ${plural(requests, "request")}, ${saved} of new results saved`;
  return `A proxy runs on ${urlOf(run)}: ${health ? what : "it does not answer"}.`;
}

function stateText({ running, pointing, others }: Standing): string {
  const proxies = running.length === 0 ? "No proxy runs." : running.map(runningText).join(" ");
  const through = pointing.length === 0
    ? ""
    : ` ${titlesOf(pointing)} ${pointing.length === 1 ? "goes" : "go"} through it${
      running.length === 0 ? ", and can't work until it is started" : ""
    }.`;
  const past = others.length === 0
    ? ""
    : ` ${titlesOf(others)} ${others.length === 1 ? "is" : "are"} here, and not set up.`;
  return proxies + through + past;
}

function stepsOf(
  { running, pointing, others, broken }: Standing,
  names: readonly string[],
): Step[] {
  const program = others[0]?.programs[0] ?? "claude";
  const run: Step[] = names.includes("run") && pointing.length === 0
    ? [[
      `squeezr run -- ${program}`,
      "try it: a proxy for this one command, and nothing is written",
    ]]
    : [];
  const start: Step[] = running.length === 0 ? [["squeezr start", "start the proxy"]] : [];
  const setup: Step[] = pointing.length === 0
    ? [["squeezr setup", "point the clients on this machine at it; shows what it would write"]]
    : [];
  const stats: Step[] = running.length > 0 ? [["squeezr stats", "see what was saved"]] : [];
  const check: Step[] = broken
    ? [["squeezr config check", "the settings can't be read: see why"]]
    : [];
  const demo: Step[] = running.length + pointing.length === 0
    ? [["squeezr demo", "see it at work on a recorded session, without a key"]]
    : [["squeezr doctor", "look whether all is as it should be"]];
  return [...check, ...run, ...start, ...setup, ...stats, ...demo];
}

/** What squeezr is, how things stand here, and what to do next. */
export async function nextText(io: Io, commands: readonly Command[]): Promise<string> {
  const standing = await standingOf(io);
  const steps = stepsOf(standing, commands.map(({ name }) => name));
  return `${introduction(io.width)}\n\n${
    folded(stateText(standing), io.width).join("\n")
  }\n\nNext:\n${columns([...steps, ["squeezr help", "all commands"]], io.width)}`;
}
