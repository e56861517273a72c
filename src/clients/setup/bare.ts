import { join } from "node:path";
import type { Client, Machine } from "../client.ts";
import { readRecord, type SetupRecord } from "./record.ts";
import { type Undone, undoneOf } from "./undo.ts";

/** A machine as it would be if nothing of ours stood in its files. */
export interface Bare {
  readonly machine: Machine;
  readonly record: SetupRecord | undefined;
  readonly undone: readonly Undone[];
}

/** Looks through what was done for a client before. `folder` holds the records. */
export function bareOf(machine: Machine, folder: string, client: Client): Bare {
  const record = readRecord(folder, client.name);
  const backup = (name: string) => machine.read(join(folder, name));
  const undone = (record?.files ?? []).map((file) =>
    undoneOf(file, machine.read(file.file), backup)
  );
  const read = (file: string) => {
    const known = undone.find((one) => one.file === file);
    return known ? known.bytes : machine.read(file);
  };
  return { machine: { ...machine, read }, record, undone };
}
