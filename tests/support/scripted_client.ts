/**
 * A client of which everything is known: it tells on stdout what it finds, a line of JSON each, and does what its
 * arguments say, one after the other. It is started by the tests of `run` in the place of an agent.
 */
import { isatty } from "node:tty";
import process from "node:process";

function tell(facts: Record<string, unknown>): void {
  console.log(JSON.stringify(facts));
}

/** Asks the API as a client with patience does: again and again until there is an answer. */
async function ask(base: string | undefined): Promise<void> {
  for (;;) {
    try {
      const response = await fetch(`${base}/v1/messages`, { method: "POST", body: "{}" });
      tell({ status: response.status, text: await response.text() });
      return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const steps: Readonly<Record<string, (argument: string) => unknown>> = {
  env: () => tell({ env: process.env, args: process.argv.slice(2), pid: process.pid }),
  tty: () => tell({ tty: [0, 1, 2].map((handle) => isatty(handle)) }),
  ask: () => ask(process.env.ANTHROPIC_BASE_URL),
  stdin: async () => {
    let text = "";
    for await (const piece of process.stdin) text += piece;
    tell({ stdin: text });
  },
  /** Tells of each signal, and ends a moment after the first one. */
  signals: () =>
    new Promise<void>((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1"] as const) {
        process.on(signal, () => {
          tell({ signal });
          setTimeout(resolve, 500);
        });
      }
      tell({ ready: true });
      setTimeout(resolve, 20_000);
    }),
  /** Waits until somebody takes the file away. */
  file: async (path) => {
    tell({ ready: true });
    while (await Deno.stat(path).catch(() => undefined)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  },
  kill: (signal) => process.kill(process.pid, signal),
  exit: (code) => process.exit(Number(code)),
};

for (const word of process.argv.slice(2)) {
  const [name, argument = ""] = word.split("=");
  await steps[name]?.(argument);
}
// Handles of signals would keep it.
process.exit(0);
