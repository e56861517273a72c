import { basesOf } from "../../../clients/bases.ts";
import { astrayBy } from "../astray.ts";
import { Failure } from "../failure.ts";
import type { Io } from "../io.ts";
import { agreed } from "./agreed.ts";
import { installedOn } from "./installed.ts";
import { locked } from "./locked.ts";
import { clientsNamed, type Scene, sceneOf } from "./scene.ts";
import { stepFacts, stepText } from "./shown.ts";
import { type Step, stepOf, take } from "./step.ts";
import { occupantOf } from "../survey.ts";
import { surveyHere } from "../target.ts";

function chosenIn({ machine }: Scene, names: readonly string[]) {
  if (names.length > 0) return clientsNamed(names);
  const found = installedOn(machine);
  if (found.length > 0) return found;
  throw new Failure("no client was found here: name one, such as: squeezr setup claude");
}

/** What has to be done before clients can go through the proxy. */
async function next(io: Io, { door, port }: Scene, steps: readonly Step[]): Promise<string> {
  const host = new URL(door.url).hostname.replace(/^\[|\]$/g, "");
  if ((await occupantOf({ host, port })).kind === "nobody") return await startLines(io, door.url);
  const upstreams = steps.some((step) => step.kind === "ready" && step.plan.kept.length > 0);
  return upstreams
    ? "The proxy has to learn of its new upstreams: squeezr stop && squeezr start\n"
    : "";
}

/** How to have a proxy where none is; one that is elsewhere was perhaps meant. */
async function startLines(io: Io, url: string): Promise<string> {
  const other = (await surveyHere(io)).running.find(({ run }) => run.by === "background");
  const there = other === undefined
    ? ""
    : `  squeezr setup --port ${other.run.port}   leads them to the one that runs in the background\n`;
  return `No proxy runs on ${url} yet, and these clients fail without it:\n${there}` +
    "  squeezr start             starts one now\n" +
    "  squeezr setup --service   starts one now and at every login\n";
}

function isToDo(step: Step): boolean {
  return step.kind === "ready" && step.writes.length > 0;
}

/** A proxy of the network must not be asked for this machine: the clients would not get here. */
function astrayLine(io: Io): string {
  const name = astrayBy(io.env);
  return name === undefined
    ? ""
    : `${name} is set: add 127.0.0.1,localhost to NO_PROXY, or clients may ask that proxy for this one.\n`;
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
      astrayLine(io) + await next(io, scene, done),
  );
}

/** What has to be known of a client once a step is done. */
function notesOf({ machine, door }: Scene, step: Step): readonly string[] {
  if (step.kind !== "ready") return [];
  const { changes } = step.plan;
  const read = (file: string) =>
    changes.find((change) => change.file === file)?.after ?? machine.read(file);
  const after = { ...machine, read };
  const won = basesOf(step.client, after).at(-1);
  const other = won === undefined || door.isOurs(won.url)
    ? []
    : [`${won.where} names another address, and wins over what is written`];
  return [...other, ...step.client.notes(after)];
}

function show(io: Io, scene: Scene, steps: readonly Step[]): void {
  io.out(steps.map((step) => stepText(step, notesOf(scene, step))).join("\n"));
}

/** How clients are set up. */
export interface SetupFlags {
  readonly yes?: true;
  readonly "dry-run"?: true;
  readonly port?: string;
  readonly json?: true;
}

/** Points clients at the proxy: those that are named, else those that are found. Gives the exit code. */
export async function setUp(io: Io, flags: SetupFlags, names: readonly string[]): Promise<number> {
  const scene = sceneOf(io, flags.port);
  const clients = chosenIn(scene, names);
  const planned = clients.map((client) => stepOf(scene, client));
  if (!flags.json) show(io, scene, planned);
  const isToWrite = planned.some(isToDo) && !flags["dry-run"];
  if (isToWrite && !flags.yes && !await agreed(io, "Write this?")) {
    io.err("Nothing was written.\n");
    return 1;
  }
  const steps = isToWrite
    ? await locked(scene, () => clients.map((client, i) => take(scene, client, io.now() + i)))
    : planned;
  if (flags.json) {
    const facts = { url: scene.door.url, written: isToWrite, clients: steps.map(stepFacts) };
    io.out(`${JSON.stringify(facts)}\n`);
  } else if (isToWrite) await tell(io, scene, planned, steps);
  // Of those that were found here, one that nothing leads is no failure.
  return steps.every(({ kind }) => kind === "ready" || (kind === "past" && names.length === 0))
    ? 0
    : 1;
}
