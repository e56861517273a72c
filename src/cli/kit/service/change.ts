import { existsSync, readFileSync, rmSync } from "node:fs";
import { Buffer } from "node:buffer";
import { writeFileWhole } from "../../../clients/setup/write.ts";
import { sameBytes } from "../../../text/bytes.ts";
import { Failure } from "../failure.ts";
import type { Io } from "../io.ts";
import { agreed } from "../setup/agreed.ts";
import { machineHere, sceneOf } from "../setup/scene.ts";
import { surveyHere } from "../target.ts";
import { serviceHere, tellSystem } from "./here.ts";
import type { Order, Service } from "./service.ts";

/** How a service is put up or taken away. */
export interface ServiceFlags {
  /** The proxy's port, where the settings say another. */
  readonly port?: string;
  readonly yes?: true;
  readonly "dry-run"?: true;
  readonly json?: true;
}

function textOf(orders: readonly Order[]): string {
  return orders.map((order) => `  ${order.join(" ")}\n`).join("");
}

/** Gives orders one after another; the rest is left to the user where one is refused. */
function give(orders: readonly Order[]): void {
  for (const [i, order] of orders.entries()) {
    const refusal = tellSystem(order);
    if (refusal === undefined) continue;
    throw new Failure(
      `${refusal}\nThe file is written. What is left to do:\n${textOf(orders.slice(i)).trimEnd()}`,
    );
  }
}

/** The port must be free: the service would start again and again beside a proxy that has it. */
async function refuseSecond(io: Io): Promise<void> {
  const { running } = await surveyHere(io);
  const other = running.find(({ run }) => run.by === "background");
  if (other === undefined) return;
  throw new Failure(
    `a proxy runs in the background on port ${other.run.port}: end it with "squeezr stop" first, ` +
      "the service starts its own",
  );
}

function isWritten({ file, bytes }: Service): boolean {
  return existsSync(file) && sameBytes(Buffer.from(readFileSync(file)), bytes);
}

/** What would be done, as the user sees it. */
function shown({ file, bytes, begin, notes }: Service): string {
  const encoding = file.endsWith(".xml") ? "utf-16le" : "utf-8";
  const lines = new TextDecoder(encoding).decode(bytes).trimEnd().split(/\r?\n/);
  return `${file}\n${lines.map((line) => `  + ${line}\n`).join("")}Then:\n${textOf(begin)}` +
    notes.map((note) => `Note: ${note}.\n`).join("");
}

/** The same without the passwords that variables may hold. */
function withoutPasswords(text: string): string {
  return text.replace(/\/\/[^/@\s"]*@/g, "//***@");
}

/** Lets the system run a proxy at every login, and start it again when it fails. */
export async function putUp(io: Io, flags: ServiceFlags): Promise<number> {
  const { machine } = sceneOf(io, flags.port);
  const service = serviceHere(io, machine, flags.port);
  const facts = { file: service.file, commands: service.begin };
  if (!flags.json) io.out(withoutPasswords(shown(service)));
  if (flags["dry-run"]) {
    if (flags.json) io.out(`${JSON.stringify({ ...facts, written: false })}\n`);
    return 0;
  }
  if (!isWritten(service)) await refuseSecond(io);
  if (!flags.yes && !await agreed(io, "Write this, and start it?")) {
    io.err("Nothing was written.\n");
    return 1;
  }
  const wasThere = existsSync(service.file);
  writeFileWhole(service.file, service.bytes);
  if (wasThere) service.reset.forEach(tellSystem);
  give(service.begin);
  io.out(
    flags.json
      ? `${JSON.stringify({ ...facts, written: true })}\n`
      : 'The proxy runs as a service now; "squeezr unsetup --service" ends that.\n',
  );
  return 0;
}

/** Lets the system forget the proxy. What it refuses is said, and the file goes all the same. */
export async function takeAway(io: Io, flags: ServiceFlags): Promise<number> {
  const { file, end } = serviceHere(io, machineHere(io));
  if (!existsSync(file)) {
    io.out(flags.json ? '{"removed":false}\n' : "There is no service of ours.\n");
    return 0;
  }
  if (!flags.json) io.out(`${file} goes, after:\n${textOf(end.slice(0, 1))}`);
  if (flags["dry-run"]) {
    if (flags.json) io.out('{"removed":false}\n');
    return 0;
  }
  if (!flags.yes && !await agreed(io, "End and remove it?")) {
    io.err("Nothing was taken out.\n");
    return 1;
  }
  const refusals = [tellSystem(end[0])];
  rmSync(file, { force: true });
  refusals.push(...end.slice(1).map(tellSystem));
  for (const refusal of refusals) if (refusal !== undefined) io.err(`${refusal}\n`);
  io.out(flags.json ? '{"removed":true}\n' : "The service is gone.\n");
  return refusals.some((refusal) => refusal !== undefined) ? 1 : 0;
}

/** Whether the system keeps a proxy running here. */
export function hasService(io: Io): boolean {
  try {
    return existsSync(serviceHere(io, machineHere(io)).file);
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}
