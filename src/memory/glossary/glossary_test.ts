import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inFolder, NOW } from "../testing.ts";
import { readingOf } from "./form.ts";
import { GlossaryTrouble } from "./glossary.ts";
import { lockAt } from "../lock.ts";
import { find, glossaryIn, pathOf, refsOf, sighting } from "./testing.ts";

const WRITER = fileURLToPath(new URL("../testdata/glossary_writer.ts", import.meta.url));
const [ONE, TWO, THREE] = [1, 2, 3].map(pathOf);
const fileIn = (folder: string) => join(folder, "glossary.json");

Deno.test(
  "what was seen is there after a restart, with the same refs",
  inFolder(async (folder) => {
    const before = glossaryIn(folder);
    before.see([find(ONE), find(TWO, 25)]);
    await before.close();
    const glossary = glossaryIn(folder);
    assert.deepEqual([glossary.state, glossary.problem, glossary.size], ["disk", undefined, 2]);
    glossary.see([find(THREE), find(ONE, 30)]);
    assert.deepEqual(await refsOf(glossary), { $P1: ONE, $P2: TWO, $P3: THREE });
    const [{ occurrences, requests }] = (await glossary.book()).entries;
    assert.deepEqual([occurrences, requests], [50, 2]);
    await glossary.close();
  }),
);

Deno.test({
  name: "the file is its owner's alone",
  ignore: Deno.build.os === "windows",
  fn: inFolder(async (folder) => {
    const glossary = glossaryIn(folder);
    glossary.see([find(ONE)]);
    await glossary.close();
    for (const name of readdirSync(folder)) {
      assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
    }
  }),
});

Deno.test("without a folder the same holds until the end", async () => {
  const glossary = glossaryIn(undefined);
  glossary.see([find(ONE)]);
  assert.deepEqual(await refsOf(glossary), { $P1: ONE });
  assert.equal(await glossary.clear(), 1);
  glossary.see([find(ONE)]);
  assert.deepEqual(await refsOf(glossary), { $P2: ONE });
  await glossary.close();
});

Deno.test(
  "two processes count together and give each ref once",
  inFolder(async (folder) => {
    const [one, other] = [glossaryIn(folder), glossaryIn(folder)];
    one.see([find(ONE), find(TWO)]);
    other.see([find(TWO), find(THREE)]);
    const refs = await refsOf(one);
    assert.deepEqual(await refsOf(other), { ...refs, $P3: THREE });
    assert.deepEqual(await refsOf(one), await refsOf(other));
    assert.deepEqual((await one.book()).entries.map(({ requests }) => requests), [1, 2, 1]);
    await Promise.all([one.close(), other.close()]);
  }),
);

Deno.test(
  "what one process clears is cleared for the others, with what they saw before",
  inFolder(async (folder) => {
    const [one, other] = [glossaryIn(folder), glossaryIn(folder)];
    one.see([find(ONE)]);
    await one.book();
    assert.deepEqual(await refsOf(other), { $P1: ONE });
    other.see([find(TWO)]);
    assert.equal(await one.clear(), 1);
    assert.deepEqual(await refsOf(other), {});
    other.see([find(TWO)]);
    assert.deepEqual(await refsOf(other), { $P2: TWO });
    assert.deepEqual(await refsOf(one), { $P2: TWO });
    await Promise.all([one.close(), other.close()]);
  }),
);

Deno.test(
  "a damaged file is set aside and said, and no ref of it is given again",
  inFolder(async (folder) => {
    const before = glossaryIn(folder);
    before.see([find(ONE), find(TWO)]);
    await before.close();
    const whole = readFileSync(fileIn(folder), "utf8");
    writeFileSync(fileIn(folder), whole.slice(0, -20));

    const glossary = glossaryIn(folder);
    assert.match(
      glossary.problem!,
      /glossary\.json is damaged \(it is not JSON\): it is set aside/,
    );
    glossary.see([find(ONE)]);
    assert.deepEqual(await refsOf(glossary), { $P3: ONE });
    await glossary.close();
    assert.equal(readFileSync(`${fileIn(folder)}.damaged`, "utf8"), whole.slice(0, -20));
    assert.equal(readingOf(readFileSync(fileIn(folder), "utf8")).kind, "book");
  }),
);

Deno.test(
  "a file that is damaged while it is in use is set aside and said, and what was known stays",
  inFolder(async (folder) => {
    const told: string[] = [];
    const glossary = glossaryIn(folder, { tell: (problem) => told.push(problem) });
    glossary.see([find(ONE)]);
    await glossary.book();
    writeFileSync(fileIn(folder), "{");
    glossary.see([find(TWO)]);
    assert.deepEqual(await refsOf(glossary), { $P1: ONE, $P2: TWO });
    await glossary.close();
    assert.ok(existsSync(`${fileIn(folder)}.damaged`));
    assert.equal(told.length, 1);
    assert.match(told[0], /glossary\.json is damaged .* what is known of it here is written anew$/);
    assert.equal(glossary.problem, told[0]);
  }),
);

Deno.test(
  "a newer squeezr's file is left alone",
  inFolder(async (folder) => {
    const text = '{"version":2,"names":[]}';
    writeFileSync(fileIn(folder), text);
    const glossary = glossaryIn(folder);
    assert.match(glossary.problem!, /version 2: update this squeezr.*goes on in memory/);
    glossary.see([find(ONE)]);
    await glossary.close();
    assert.equal(readFileSync(fileIn(folder), "utf8"), text);
  }),
);

Deno.test(
  "a folder that can't be written is said, and it goes on in memory",
  inFolder(async (folder) => {
    // A file in the folder's place: permissions don't hold back whoever runs tests as root.
    const place = join(folder, "file");
    writeFileSync(place, "");
    const glossary = glossaryIn(place);
    assert.equal(glossary.state, "memory");
    assert.match(glossary.problem!, /Cannot keep the glossary in .*It goes on in memory/);
    glossary.see([find(ONE)]);
    assert.deepEqual(await refsOf(glossary), { $P1: ONE });
    await glossary.close();
  }),
);

Deno.test(
  "what can't be written just now is said once, and written later",
  inFolder(async (folder) => {
    const told: string[] = [];
    const glossary = glossaryIn(folder, { tell: (problem) => told.push(problem) });
    const release = await lockAt(join(folder, "glossary.lock"));
    assert.ok(release);
    glossary.see([find(ONE)]);
    assert.deepEqual(await refsOf(glossary), {});
    await assert.rejects(glossary.clear(), GlossaryTrouble);
    release();
    assert.deepEqual(told, [
      "The glossary can't be written just now: glossary.lock is held by another process",
    ]);
    assert.deepEqual(await refsOf(glossary), { $P1: ONE });
    await glossary.close();
  }),
);

Deno.test(
  "a file that is removed takes its entries with it, and not its refs",
  inFolder(async (folder) => {
    const glossary = glossaryIn(folder);
    glossary.see([find(ONE)]);
    await glossary.book();
    rmSync(fileIn(folder));
    glossary.see([find(TWO)]);
    assert.deepEqual(await refsOf(glossary), { $P2: TWO });
    await glossary.close();
  }),
);

function writer(folder: string, from: number) {
  return spawn(process.execPath, ["run", "-A", "--no-check", WRITER, folder, `${from}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

Deno.test(
  "however often a process is killed while it writes, the file is whole and refs keep their meaning",
  inFolder(async (folder) => {
    const meanings = new Map<string, string>();
    for (let nth = 0; nth < 8; nth++) {
      const child = writer(folder, nth * 1000);
      await once(child.stdout, "data");
      // At another moment of its work each time.
      await setTimeout(nth * 3);
      child.kill("SIGKILL");
      await once(child, "close");
      const reading = readingOf(readFileSync(fileIn(folder), "utf8"));
      assert.equal(reading.kind, "book");
      for (const { ref, text } of reading.kind === "book" ? reading.book.entries : []) {
        assert.equal(meanings.get(ref) ?? text, text);
        meanings.set(ref, text);
      }
    }
    assert.ok(meanings.size > 0);
    assert.ok(!existsSync(`${fileIn(folder)}.damaged`));
  }),
);

Deno.test(
  "processes that write at once give each ref to one name",
  inFolder(async (folder) => {
    const children = [0, 1000, 2000].map((from) => writer(folder, from));
    await Promise.all(children.map(({ stdout }) => once(stdout, "data")));
    for (const child of children) child.kill("SIGTERM");
    await Promise.all(children.map((child) => once(child, "close")));
    const reading = readingOf(readFileSync(fileIn(folder), "utf8"));
    // A file in which a ref or a text stands twice is damaged.
    assert.equal(reading.kind, "book");
    const texts = reading.kind === "book" ? reading.book.entries.map(({ text }) => text) : [];
    for (const from of [0, 1000, 2000]) assert.ok(texts.includes(pathOf(from)), `from ${from}`);
  }),
);

Deno.test("what another glossary says was seen in the future was seen now", async () => {
  const glossary = glossaryIn(undefined);
  await glossary.take([{ ref: "$P1", ...sighting(ONE, { lastSeen: NOW * 1000 }) }]);
  assert.equal((await glossary.book()).entries[0].lastSeen, NOW);
  await glossary.close();
});
