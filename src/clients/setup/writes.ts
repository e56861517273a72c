import { Buffer } from "node:buffer";
import { sameBytes } from "../../text/bytes.ts";
import type { Machine } from "../client.ts";
import { editors } from "../files/put.ts";
import type { Bare } from "./bare.ts";
import type { FileChange, Plan } from "./plan.ts";
import { refuseUnwritable } from "./write.ts";

/** What is there to be written. */
export interface Write {
  readonly file: string;
  /** What it holds now. */
  readonly now: Uint8Array | undefined;
  /** What it is to hold; nothing where it is to go. */
  readonly bytes: Uint8Array | undefined;
}

/** Whether two files hold the same, or neither is there. */
export function isEqual(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one === undefined || other === undefined ? one === other : sameBytes(one, other);
}

/** What has to be written so that a plan holds; first squeezr's own file, as the plan has it. Throws EditRefused where a file can't be. */
export function writesOf(machine: Machine, bare: Bare, { changes }: Plan): readonly Write[] {
  if (isStanding(machine, bare, changes)) return [];
  const { undone } = bare;
  const planned = changes.map(({ file, after }) => ({ file, bytes: after }));
  const gone = undone.filter(({ file }) => !planned.some((change) => change.file === file));
  return differing(machine, [...planned, ...gone]);
}

/** Whether all of a plan was done before and is still there, wherever others have moved it. */
function isStanding(machine: Machine, { record }: Bare, changes: readonly FileChange[]): boolean {
  if (record === undefined || record.files.length !== changes.length) return false;
  return changes.every(({ file, form, puts }) => {
    const done = record.files.find((one) => one.file === file)?.puts ?? [];
    const text = Buffer.from(machine.read(file) ?? []).toString("latin1");
    return done.length === puts.length && puts.every(({ key, literal }) => {
      const found = editors[form].find(text, key);
      return found !== undefined && editors[form].isSame(found.literal, literal);
    });
  });
}

/** What has to be written so that nothing of ours is left; last squeezr's own file. */
export function writesBack(machine: Machine, { undone }: Bare): readonly Write[] {
  return differing(machine, undone.toReversed());
}

function differing(
  machine: Machine,
  files: readonly { readonly file: string; readonly bytes: Uint8Array | undefined }[],
): Write[] {
  const writes = files.map(({ file, bytes }) => ({ file, bytes, now: machine.read(file) }))
    .filter(({ bytes, now }) => !isEqual(bytes, now));
  for (const { file } of writes) refuseUnwritable(file);
  return writes;
}
