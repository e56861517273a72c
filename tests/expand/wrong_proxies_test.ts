import assert from "node:assert/strict";
import type { Case, Change } from "./case.ts";
import { cases } from "./cases/list.ts";
import { withWrongSource } from "./source.ts";

/** A wrong proxy may also do nothing for ever. In milliseconds. */
const PATIENCE = 3_000;

/** Every rule has a proxy that breaks it, and the suite tells: it is worth what it refuses. */
for (const one of cases) {
  for (const [i, wrong] of one.wrong.entries()) {
    const changes = [wrong].flat() as Change[];
    Deno.test({
      name: `wrong proxy ${i + 1} of ${one.point} is caught: ${one.says}`,
      sanitizeOps: false,
      sanitizeResources: false,
      fn: () => withWrongSource(changes, (source) => assert.rejects(inTime(one, source))),
    });
  }
}

async function inTime({ run }: Case, source: Parameters<Case["run"]>[0]): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("nothing came")), PATIENCE);
  });
  try {
    await Promise.race([run(source), late]);
  } finally {
    clearTimeout(timer);
  }
}
