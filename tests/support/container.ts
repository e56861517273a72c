import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import type { Ended } from "./program.ts";

/** A user that no password file knows. */
const UID = 54321;

/** Why a container can't be made here; nothing where it can. */
export function whyNoContainer(binary: string | undefined): string | undefined {
  if (binary === undefined) return "SQUEEZR_BINARY names no binary to put into it";
  if (process.platform !== "linux") return "there are none but on Linux";
  if (!existsSync(childrenOf(process.pid))) return "the system does not tell a process's children";
  const trial = "mount -t tmpfs tmpfs /mnt && mount -t proc proc /proc && chroot / true";
  const args = ["--mount", "--pid", "--fork", "sh", "-c", trial];
  const { status, stderr } = spawnSync("unshare", args, { encoding: "utf8", env: pathOf({}) });
  return status === 0
    ? undefined
    : `unshare is not permitted: ${stderr?.trim() || "it is missing"}`;
}

/** Like a container: processes and files of its own, the network of this machine. */
export interface Container {
  /** Lines that the first process prints. */
  line(): Promise<string | undefined>;
  /** The program once more, in the same container. */
  squeezr(...args: string[]): Promise<Ended>;
  /** A shell of this machine among the container's processes, with their `/proc`. */
  shell(script: string): string;
  /** All files under `/state`, the only place that can be written. */
  state(): readonly string[];
  /** Tells the first process to end; its exit code. */
  terminate(): Promise<number | null>;
}

export interface Inside {
  readonly env: Readonly<Record<string, string>>;
  /** What the first process is: the program with these words, or something else of this machine that waits. */
  readonly first: readonly string[] | "something";
}

function pathOf(env: Readonly<Record<string, string>>): Record<string, string> {
  return { ...env, PATH: "/usr/sbin:/usr/bin:/sbin:/bin" };
}

/** The binary, the libraries that it needs, and places for what is mounted: no shell, no runtime, nothing else. */
function makeRoot(root: string, binary: string): void {
  for (const folder of ["proc", "dev", "state"]) mkdirSync(join(root, folder), { recursive: true });
  for (const device of ["null", "urandom"]) writeFileSync(join(root, "dev", device), "");
  copyFileSync(binary, join(root, "squeezr"));
  const { stdout } = spawnSync("ldd", [binary], { encoding: "utf8" });
  for (const [library] of stdout.matchAll(/\/\S+/g)) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    copyFileSync(library, join(root, library));
  }
}

/** Read-only but for `/state`. What is mounted is gone with the last process. */
const MOUNTS = `set -e
mount --bind "$1" "$1"
mount -t proc proc "$1/proc"
for device in null urandom; do mount --bind /dev/$device "$1/dev/$device"; done
mount -t tmpfs -o mode=1777 tmpfs "$1/state"
mount -o remount,ro,bind "$1"
mount -t proc proc /proc
root=$1
shift
`;

function firstOf(root: string, { first, env }: Inside): ChildProcess {
  const last = first === "something"
    ? "exec sleep 300"
    : `exec chroot --userspec=${UID}:${UID} "$root" /squeezr "$@"`;
  const words = first === "something" ? [] : first;
  const unshare = ["--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"];
  return spawn("unshare", [...unshare, "sh", "-c", MOUNTS + last, "sh", root, ...words], {
    env: pathOf(env),
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/** Where Linux lists the children of a process (proc(5)). */
function childrenOf(pid: number): string {
  return `/proc/${pid}/task/${pid}/children`;
}

/** The first process of the container, by its id outside. */
async function firstPid({ pid }: ChildProcess): Promise<string> {
  for (;;) {
    const child = readFileSync(childrenOf(pid!), "latin1").trim();
    // It is there when it has become what it is to be.
    if (child !== "" && !/^(sh|unshare|chroot)$/.test(commOf(child))) return child;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function commOf(pid: string): string {
  return readFileSync(`/proc/${pid}/comm`, "latin1").trim();
}

function within(pid: string, root: string, env: Inside["env"]): Container["squeezr"] {
  return async (...args) => {
    const program = ["chroot", `--userspec=${UID}:${UID}`, root, "/squeezr", ...args];
    const child = spawn("nsenter", ["-t", pid, "-m", "-p", ...program], { env: pathOf(env) });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (piece) => stdout += piece);
    child.stderr.on("data", (piece) => stderr += piece);
    const [code] = await once(child, "close");
    return { code, stdout, stderr };
  };
}

/** Runs a test with a container that holds the binary and nothing else. */
export async function inContainer(
  binary: string,
  inside: Inside,
  test: (container: Container) => Promise<void>,
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "squeezr-root-"));
  makeRoot(root, binary);
  spawnSync("chmod", ["755", root]);
  const child = firstOf(root, inside);
  const ended = once(child, "close");
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  try {
    const pid = await firstPid(child);
    const shell = (script: string) => {
      const words = ["-t", pid, "-m", "-p", "sh", "-c", script];
      return spawnSync("nsenter", words, { encoding: "utf8", env: pathOf({}) }).stdout;
    };
    await test({
      line: async () => (await lines.next()).value,
      squeezr: within(pid, root, inside.env),
      shell,
      state: () => shell(`cd ${root}/state && find . -type f`).trim().split("\n").sort(),
      async terminate() {
        process.kill(Number(pid), "SIGTERM");
        return (await ended)[0];
      },
    });
  } finally {
    child.kill("SIGKILL");
    await ended;
    rmSync(root, { recursive: true });
  }
}
