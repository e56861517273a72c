/** A kind of machine that binaries are built for. */
export interface Target {
  /** As in the names of the files: system, processor and, where it is not the usual one, the C library. */
  readonly name: string;
  /** What Bun calls it. `baseline` runs on processors without AVX2, too. */
  readonly bun: string;
  /** What Deno calls it, where it has a base for it. */
  readonly deno: string | undefined;
}

/** All of a release. */
export const TARGETS: readonly Target[] = [
  { name: "linux-x64", bun: "bun-linux-x64-baseline", deno: "x86_64-unknown-linux-gnu" },
  { name: "linux-x64-musl", bun: "bun-linux-x64-musl-baseline", deno: undefined },
  { name: "linux-arm64", bun: "bun-linux-arm64", deno: "aarch64-unknown-linux-gnu" },
  { name: "macos-x64", bun: "bun-darwin-x64", deno: "x86_64-apple-darwin" },
  { name: "macos-arm64", bun: "bun-darwin-arm64", deno: "aarch64-apple-darwin" },
  { name: "windows-x64", bun: "bun-windows-x64-baseline", deno: "x86_64-pc-windows-msvc" },
];

const SYSTEMS: Readonly<Record<string, string>> = { darwin: "macos", win32: "windows" };

/** The one of this machine. Throws where there is none. */
export function targetOfHost(): Target {
  return targetNamed(`${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`);
}

/** The one of this name. Throws where there is none. */
export function targetNamed(name: string): Target {
  const target = TARGETS.find((one) => one.name === name);
  if (target) return target;
  const known = TARGETS.map((one) => one.name).join(", ");
  throw new Error(`There is no target ${name}: known are ${known}`);
}

/** What the binary for it is called. */
export function fileOf({ name }: Target): string {
  return `squeezr-${name}${name.startsWith("windows") ? ".exe" : ""}`;
}
