import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureFolder, readIfThere, sweepBeside, writeWhole, writeWholeForNow } from "./disk.ts";
import { inFolder } from "./testing.ts";

const modeOf = (path: string) => statSync(path).mode & 0o777;

for (const write of [writeWhole, writeWholeForNow]) replaces(write);

function replaces(write: (path: string, text: string) => void): void {
  Deno.test(
    `${write.name}() replaces a file and leaves nothing beside it`,
    inFolder((folder) => {
      const path = join(folder, "state.json");
      for (const text of ["one", "two\nünd 👩", ""]) {
        write(path, text);
        assert.equal(readIfThere(path), text);
      }
      assert.deepEqual(readdirSync(folder), ["state.json"]);
    }),
  );

  Deno.test({
    name:
      `what ${write.name}() writes is its owner's alone, even where the file was open to others before`,
    ignore: Deno.build.os === "windows",
    fn: inFolder((folder) => {
      const path = join(folder, "state.json");
      writeFileSync(path, "old");
      chmodSync(path, 0o644);
      write(path, "new");
      assert.equal(modeOf(path), 0o600);
    }),
  });

  Deno.test(
    `${write.name}() that fails leaves the old file and nothing beside it`,
    inFolder((folder) => {
      const path = join(folder, "taken");
      mkdirSync(path);
      assert.throws(() => write(path, "text"));
      assert.deepEqual(readdirSync(folder), ["taken"]);
    }),
  );
}

Deno.test(
  "sweepBeside() takes away what a killed process left of this file, and nothing else",
  inFolder((folder) => {
    const id = "290aa492-256a-46a3-ab27-34063690bfd9";
    const names = ["a.json", "a.json.tmp", `b.json.${id}.tmp`, `a.json.${id}.tmp`];
    for (const name of names) writeFileSync(join(folder, name), "");
    sweepBeside(join(folder, "a.json"));
    assert.deepEqual(readdirSync(folder).sort(), names.slice(0, 3).sort());
    sweepBeside(join(folder, "none", "a.json"));
  }),
);

Deno.test(
  "readIfThere() tells a missing file from one that can't be read",
  inFolder((folder) => {
    assert.equal(readIfThere(join(folder, "missing")), undefined);
    assert.throws(() => readIfThere(folder));
  }),
);

Deno.test({
  name: "ensureFolder() makes folders for their owner alone, and leaves those alone that are there",
  ignore: Deno.build.os === "windows",
  fn: inFolder((folder) => {
    const path = join(folder, "a", "b");
    ensureFolder(path);
    assert.deepEqual([modeOf(path), modeOf(join(folder, "a"))], [0o700, 0o700]);
    chmodSync(path, 0o755);
    ensureFolder(path);
    assert.equal(modeOf(path), 0o755);
  }),
});
