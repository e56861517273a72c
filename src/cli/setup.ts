import { command, jsonFlag } from "./kit/command.ts";
import { Failure, WrongUse } from "./kit/failure.ts";
import type { Io } from "./kit/io.ts";
import { putUp } from "./kit/service/change.ts";
import { agreed } from "./kit/setup/agreed.ts";
import { installedOn } from "./kit/setup/installed.ts";
import { clientsNamed, type Scene, sceneOf } from "./kit/setup/scene.ts";
import { stepFacts, stepText } from "./kit/setup/shown.ts";
import { type Step, stepOf, take } from "./kit/setup/step.ts";
import { occupantOf } from "./kit/survey.ts";

function chosenIn({ machine }: Scene, names: readonly string[]) {
  if (names.length > 0) return clientsNamed(names);
  const found = installedOn(machine);
  if (found.length > 0) return found;
  throw new Failure("no client was found here: name one, such as: squeezr setup claude");
}

/** What has to be done before clients can go through the proxy. */
async function next({ door, port }: Scene, steps: readonly Step[]): Promise<string> {
  const host = new URL(door.url).hostname.replace(/^\[|\]$/g, "");
  const { kind } = await occupantOf({ host, port });
  const upstreams = steps.some((step) => step.kind === "ready" && step.plan.kept.length > 0);
  if (kind === "nobody") {
    return `No proxy runs on ${door.url} yet, and these clients fail without it:\n` +
      "  squeezr start             starts one now\n" +
      "  squeezr setup --service   starts one now and at every login\n";
  }
  return upstreams
    ? "The proxy has to learn of its new upstreams: squeezr stop && squeezr start\n"
    : "";
}

function isToDo(step: Step): boolean {
  return step.kind === "ready" && step.writes.length > 0;
}

/** Says what was done; what was to be and could not be done is said as well. */
async function tell(io: Io, scene: Scene, planned: readonly Step[], steps: readonly Step[]) {
  const failed = steps.filter((step, i) => step.kind === "refused" && isToDo(planned[i]));
  for (const step of failed) io.err(stepText(step, []));
  const done = steps.filter(isToDo);
  if (done.length === 0) return;
  const titles = done.map(({ client }) => client.title).join(", ");
  io.out(
    `\nWritten: ${titles}. It holds where they are started anew; "squeezr unsetup" takes it out.\n` +
      await next(scene, done),
  );
}

function show(io: Io, { machine }: Scene, steps: readonly Step[]): void {
  io.out(steps.map((step) => stepText(step, step.client.notes(machine))).join("\n"));
}

/** Points clients at the proxy. */
export const setup = command({
  name: "setup",
  summary: "point the clients on this machine at the proxy",
  usage: "[CLIENT...]",
  most: 9,
  about:
    "Shows what it would write into the clients' own settings, asks, keeps a copy, and changes these " +
    "values alone. An address that was set before is kept: the proxy goes on to it for that client. " +
    "Clients: claude, codex, gemini, opencode; bash, zsh, fish and powershell set the variables of " +
    "everything that is started from them.",
  examples: [
    ["squeezr setup", "every client that is found here"],
    ["squeezr setup claude --yes", "one of them, without being asked"],
    ["squeezr setup zsh", "the shell's profile, for what reads the environment alone"],
    ["squeezr setup --dry-run", "show what would be written"],
    ["squeezr setup --service", "let the system run the proxy, and start it again when it fails"],
  ],
  flags: {
    yes: { type: "boolean", short: "y", doc: "write without asking" },
    "dry-run": { type: "boolean", doc: "show what would be written, and write nothing" },
    service: { type: "boolean", doc: "put up a service that runs the proxy from each login on" },
    port: {
      type: "string",
      value: "N",
      doc: "the port of the proxy, where the settings say another",
    },
    json: jsonFlag,
  },
  async run(io, { flags, words }) {
    if (flags.service && words.length > 0) {
      throw new WrongUse("--service takes no clients: set them up apart");
    }
    if (flags.service) return await putUp(io, flags);
    const scene = sceneOf(io, flags.port);
    const clients = chosenIn(scene, words);
    const planned = clients.map((client) => stepOf(scene, client));
    if (!flags.json) show(io, scene, planned);
    const isToWrite = planned.some(isToDo) && !flags["dry-run"];
    if (isToWrite && !flags.yes && !await agreed(io, "Write this?")) {
      io.err("Nothing was written.\n");
      return 1;
    }
    const steps = isToWrite
      ? clients.map((client, i) => take(scene, client, io.now() + i))
      : planned;
    if (flags.json) {
      const facts = { url: scene.door.url, written: isToWrite, clients: steps.map(stepFacts) };
      io.out(`${JSON.stringify(facts)}\n`);
    } else if (isToWrite) await tell(io, scene, planned, steps);
    return steps.every(({ kind }) => kind === "ready") ? 0 : 1;
  },
});
