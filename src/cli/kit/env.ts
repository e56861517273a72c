import { anyProgram } from "../../clients/any.ts";
import { assignmentIn, type Dialect, removalIn } from "../../clients/dialects.ts";
import type { Client, Machine } from "../../clients/client.ts";
import { clients } from "../../clients/list.ts";
import { machineAnyway } from "../../clients/machine.ts";
import { sdk } from "../../clients/sdk.ts";
import { shellOf } from "../../clients/shells.ts";
import { didYouMean } from "../../config/nearest.ts";
import { Failure, WrongUse } from "./failure.ts";
import type { Io } from "./io.ts";
import { leftLine } from "./lead.ts";
import { needTarget } from "./target.ts";
import { type Changes, leadTo, setting, unsetting } from "./variables.ts";

interface EnvFlags {
  readonly shell?: string;
  readonly unset?: true;
  readonly port?: string;
  readonly json?: true;
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  bash: "sh",
  zsh: "sh",
  sh: "sh",
  fish: "fish",
  powershell: "powershell",
  dotenv: "dotenv",
};

function dialectOf(io: Io, typed: string | undefined): Dialect {
  const name = typed ?? shellOf(machineAnyway(io.env, io.cwd))?.name ?? "bash";
  if (Object.hasOwn(DIALECTS, name)) return DIALECTS[name];
  const known = Object.keys(DIALECTS);
  throw new WrongUse(
    `--shell must be ${known.join(", ")}; received "${name}"${didYouMean(name, known)}`,
  );
}

function clientNamed(name: string | undefined): Client {
  if (name === undefined) return anyProgram;
  const all = [...clients, sdk];
  const client = all.find((client) => client.name === name);
  if (client) return client;
  const names = all.map(({ name }) => name);
  throw new WrongUse(
    `there is no client "${name}" (${names.join(", ")})${didYouMean(name, names)}`,
  );
}

function printed(changes: Changes, dialect: Dialect): string {
  return Object.entries(changes).map(([name, value]) =>
    `${value === undefined ? removalIn(dialect, name) : assignmentIn(dialect, name, value)}\n`
  ).join("");
}

function asJson(changes: Changes): string {
  const pairs = Object.entries(changes).map(([name, value]) => [name, value ?? null]);
  return `${JSON.stringify(Object.fromEntries(pairs))}\n`;
}

/** What leads a client to the proxy that runs; what is not led is said. */
async function changesFor(io: Io, client: Client, machine: Machine, port: string | undefined) {
  const target = await needTarget(io, port, "rely");
  const lead = await leadTo(io, target, client, machine);
  for (const left of lead.left) io.err(`squeezr: ${leftLine(left)}\n`);
  if (client === anyProgram) client.notes(machine).forEach((note) => io.err(`squeezr: ${note}\n`));
  const changes = setting(io, target, lead);
  if (client.variables(machine).length > 0) return changes;
  const why = client.notes(machine)[0] ?? `${client.title} reads its base URL from no variable`;
  throw new Failure(`${why}. "squeezr run -- ${client.programs[0]}" passes it as an argument`);
}

/** Prints what leads a client, or the clients of a shell, to the proxy, or takes that back, and gives the exit code. */
export async function printEnv(
  io: Io,
  flags: EnvFlags,
  words: readonly string[],
): Promise<number> {
  const dialect = dialectOf(io, flags.shell);
  const client = clientNamed(words[0]);
  const machine = machineAnyway(io.env, io.cwd);
  const changes = flags.unset
    ? unsetting(io, client, machine)
    : await changesFor(io, client, machine, flags.port);
  io.out(flags.json ? asJson(changes) : printed(changes, dialect));
  return 0;
}
