import { closeSync, openSync, readSync } from "node:fs";
import type { Target } from "./targets.ts";

/** How a program for a system and processor begins: where its format says so. */
interface Magic {
  readonly format: string;
  /** The offset of the number that names the processor, from the start of the header, and the number, 16 bits. */
  readonly processor: readonly [offset: number, value: number];
  /** Where the header begins. */
  headerOf(begin: Buffer): number | undefined;
}

const startsWith = (bytes: string) => (begin: Buffer) =>
  begin.subarray(0, bytes.length / 2).toString("hex") === bytes ? 0 : undefined;

/** A PE file says at 0x3c where its header stands. */
const peHeader = (begin: Buffer) => {
  const at = begin.readUInt32LE(0x3c);
  return begin.subarray(0, 2).toString() === "MZ" && at < begin.length - 8 ? at : undefined;
};

const elf = (machine: number): Magic => ({
  format: "ELF",
  processor: [0x12, machine],
  headerOf: startsWith("7f454c46"),
});
const machO = (type: number): Magic => ({
  format: "Mach-O",
  processor: [4, type],
  headerOf: startsWith("cffaedfe"),
});

/** Sources: elf.h (e_machine), mach-o/loader.h and mach/machine.h (cputype), Microsoft's "PE Format" (Machine). */
const MAGICS: Readonly<Record<string, Magic>> = {
  "linux-x64": elf(0x3e),
  "linux-x64-musl": elf(0x3e),
  "linux-arm64": elf(0xb7),
  "macos-x64": machO(0x07),
  "macos-arm64": machO(0x0c),
  "windows-x64": { format: "PE", processor: [4, 0x8664], headerOf: peHeader },
};

/** Throws where a file is no program for this target. */
export function checkFormat(file: string, { name }: Target): void {
  const { format, processor: [offset, value], headerOf } = MAGICS[name];
  const begin = beginOf(file);
  const header = headerOf(begin);
  if (header === undefined || begin.readUInt16LE(header + offset) !== value) {
    throw new Error(`${file} is no ${format} program for ${name}`);
  }
}

function beginOf(file: string): Buffer {
  const begin = Buffer.alloc(4096);
  const open = openSync(file, "r");
  readSync(open, begin);
  closeSync(open);
  return begin;
}
