import { applyBack } from "../../../clients/setup/apply.ts";
import { type Bare, bareOf } from "../../../clients/setup/bare.ts";
import { type Write, writesBack } from "../../../clients/setup/writes.ts";
import type { Client } from "../../../clients/client.ts";
import { foundIn, type FoundThere } from "../../../clients/setup/found.ts";
import { recordsIn } from "../../../clients/setup/record.ts";
import { undoneOf } from "../../../clients/setup/undo.ts";
import { EditRefused } from "../../../config/toml_edit.ts";
import { type Scene, settable } from "./scene.ts";

/** What undoing the setup of one client would do. */
export type Unstep =
  | {
    readonly kind: "ready";
    readonly client: Client;
    readonly bare: Bare;
    readonly writes: readonly Write[];
    /** What is left for others to take out, and why. */
    readonly left: readonly string[];
  }
  | { readonly kind: "refused"; readonly client: Client; readonly why: string };

/** What a client's files would be without anything of ours: as it was written down, else as it is found there. */
function bareHere({ machine, folder }: Scene, client: Client, found: FoundThere): Bare {
  const bare = bareOf(machine, folder, client);
  if (bare.record !== undefined) return bare;
  const undone = found.records
    .map((record) => undoneOf(record, machine.read(record.file), () => undefined));
  return { ...bare, undone };
}

/** What is left for others to take out. */
function leftIn({ undone }: Bare, { byHand }: FoundThere): string[] {
  return [
    ...undone.flatMap(({ file, left }) =>
      left.map((key) => `${key} in ${file} says something else by now, and was left`)
    ),
    ...byHand.map((what) => `${what} was set by hand: take it out there`),
  ];
}

/** Looks what undoing would do, and does nothing. */
export function unstepOf(scene: Scene, client: Client): Unstep {
  try {
    const found = foundIn(client, scene.machine, scene.door.isOurs);
    const bare = bareHere(scene, client, found);
    const refused = bare.undone.find(({ refused }) => refused !== undefined);
    if (refused) throw new EditRefused(`${refused.file}: ${refused.refused}`);
    const writes = writesBack(scene.machine, bare);
    return { kind: "ready", client, bare, writes, left: leftIn(bare, found) };
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error;
    return { kind: "refused", client, why: error.message };
  }
}

/** Does it, and gives the copies that were kept. */
export function takeBack(
  scene: Scene,
  client: Client,
): { step: Unstep; copies: readonly string[] } {
  const step = unstepOf(scene, client);
  if (step.kind === "refused") return { step, copies: [] };
  try {
    return { step, copies: applyBack(scene.folder, step.bare, step.writes) };
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error;
    return { step: { kind: "refused", client, why: error.message }, copies: [] };
  }
}

/** The clients that something can be undone for, the latest first. */
export function undoable({ folder, machine, door }: Scene): readonly Client[] {
  const recorded = recordsIn(folder).flatMap(({ client }) =>
    settable.filter(({ name }) => name === client)
  );
  const found = settable.filter((client) => !recorded.includes(client)).filter((client) => {
    const { records, byHand } = foundIn(client, machine, door.isOurs);
    return records.length + byHand.length > 0;
  });
  return [...recorded, ...found];
}
