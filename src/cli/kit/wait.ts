/** Asks how a process has ended, so that the system can forget it; true where it was forgotten. */
export type Wait = (pid: number) => boolean;

/** The part of `bun:ffi` that is used; its types are not there under Deno. */
interface BunFfi {
  dlopen(
    library: string,
    symbols: Record<"waitpid", { args: readonly string[]; returns: string }>,
  ): { readonly symbols: { waitpid(pid: number, status: null, options: number): number } };
}

/** The C library by the names that it has on Linux: glibc's, musl's. */
const LIBRARIES = ["libc.so.6", "libc.musl-x86_64.so.1", "libc.musl-aarch64.so.1"];
/** Not to wait for one that has not ended yet (waitpid(2)). */
const WNOHANG = 1;

async function openBun(library: string): Promise<Wait> {
  // A name that only Bun has: no bundler may look for it.
  const name = "bun:ffi";
  const { dlopen }: BunFfi = await import(name);
  const { symbols } = dlopen(library, { waitpid: { args: ["i32", "ptr", "i32"], returns: "i32" } });
  return (pid) => symbols.waitpid(pid, null, WNOHANG) === pid;
}

function openDeno(library: string): Wait {
  const { symbols } = Deno.dlopen(library, {
    waitpid: { parameters: ["i32", "pointer", "i32"], result: "i32" },
  });
  return (pid) => symbols.waitpid(pid, null, WNOHANG) === pid;
}

/** `waitpid` of the C library, which no runtime offers for processes that it did not start; nothing where it can't be had. */
export async function openWait(): Promise<Wait | undefined> {
  for (const library of LIBRARIES) {
    try {
      return "Bun" in globalThis ? await openBun(library) : openDeno(library);
    } catch (error) {
      // No library of this name: the next one may be there.
      if (!(error instanceof Error)) throw error;
    }
  }
  return undefined;
}
