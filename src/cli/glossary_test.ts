import assert from "node:assert/strict";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import stringWidth from "string-width";
import { placesOf } from "../config/home.ts";
import { EMPTY, withSeen } from "../memory/glossary/book.ts";
import { shown } from "../memory/glossary/form.ts";
import { find, glossaryIn, pathOf, sighting } from "../memory/glossary/testing.ts";
import { NOW } from "../memory/testing.ts";
import { atConsole, type Console, withFakeProxy } from "../../tests/support/console.ts";

const [ONE, TWO, THREE] = [1, 2, 3].map(pathOf);

/** Names in the glossary of the console's state folder. */
async function know(home: string, ...names: readonly (readonly [string, number])[]): Promise<void> {
  const glossary = glossaryIn(home);
  glossary.see(names.map(([text, times]) => find(text, times)));
  await glossary.close();
}

const type = (console: Console, ...words: string[]) =>
  console.typeWith({ now: () => NOW + 7_200_000 }, "glossary", ...words);

Deno.test("glossary list shows what would save most first, from the file where no proxy runs", () =>
  atConsole(async (console) => {
    assert.match((await type(console, "list")).out, /^The glossary is empty: names of /);
    await know(console.home, [ONE, 20], [TWO, 3000]);
    const { code, out } = await type(console, "list");
    assert.equal(code, 0);
    const [titles, first, second] = out.split("\n").map((line) => line.trim().split(/ {2,}/));
    assert.deepEqual(titles, [
      "ref",
      "kind",
      "text",
      "times",
      "reqs",
      "first",
      "last",
      "tokens",
    ]);
    assert.deepEqual(first.slice(0, 7), ["$P2", "posix", TWO, "3 k", "1", "2 h", "2 h"]);
    assert.equal(second[0], "$P1");
  }));

Deno.test("glossary list sorts, limits and prints JSON", () =>
  atConsole(async (console) => {
    await know(console.home, [ONE, 40], [TWO, 30], [`${THREE}/longer`, 20]);
    const refs = async (...words: string[]) =>
      JSON.parse((await type(console, "list", "--json", ...words)).out)
        .map(({ ref }: { ref: string }) => ref);
    assert.deepEqual(await refs("--sort", "occurrences"), ["$P1", "$P2", "$P3"]);
    assert.deepEqual(await refs("--sort", "length"), ["$P3", "$P1", "$P2"]);
    assert.deepEqual(await refs("--sort", "ref", "--limit", "2"), ["$P1", "$P2"]);
    assert.match((await type(console, "list", "--limit", "1")).out, /and 2 more: --limit 3\n$/);
  }));

Deno.test("glossary list fits into the terminal, and says less where that is narrow", () =>
  atConsole(async (console) => {
    await know(
      console.home,
      [`/home/dev/${"a-long-folder/".repeat(12)}the_file.ts`, 20],
      [`/home/用户/${"很长的目录/".repeat(12)}文件.ts`, 20],
    );
    for (const width of [100, 80, 60, 40, 25]) {
      const now = () => NOW;
      const { out } = await console.typeWith({ width, now }, "glossary", "list");
      for (const line of out.trimEnd().split("\n")) assert.ok(stringWidth(line) <= width, line);
      assert.match(out, /\$P1/);
      assert.match(out, /….*the_file\.ts|…le\.ts/);
    }
  }));

Deno.test("glossary show takes a ref as it is, as a shell leaves it, and as a number", () =>
  atConsole(async (console) => {
    await know(console.home, [ONE, 20], [TWO, 30]);
    for (const typed of ["$P2", "P2", "p2", "2"]) {
      const { code, out } = await type(console, "show", typed);
      assert.equal(code, 0);
      assert.match(out, new RegExp(`^${TWO}\n\n  ref +\\$P2\n`));
    }
    assert.equal(JSON.parse((await type(console, "show", "P1", "--json")).out).text, ONE);
  }));

Deno.test("what is exported can be imported elsewhere, where known refs keep their meaning", () =>
  atConsole((from) =>
    atConsole(async (to) => {
      await know(from.home, [ONE, 20], [TWO, 20]);
      await know(to.home, [TWO, 20]);
      const file = join(from.cwd, "names.json");
      assert.match((await type(from, "export", file)).out, /^Wrote 2 names to /);
      assert.equal((await type(from, "export", "-")).out, readFileSync(file, "utf8"));
      const { out } = await type(to, "import", file);
      assert.match(out, /^Added 1 name; 1 was known\.\n1 of them got other refs/);
      const entries = JSON.parse((await type(to, "list", "--json", "--sort", "ref")).out);
      const refs = entries.map(({ ref, text }: Record<string, string>) => [ref, text]);
      assert.deepEqual(refs, [["$P1", TWO], ["$P2", ONE]]);
    })
  ));

Deno.test("a file that is no glossary is not imported, and it is told why", () =>
  atConsole(async (console) => {
    const file = join(console.cwd, "names.json");
    const wrong = [
      ["{", /names\.json is no glossary: it is not JSON/],
      ['{"version":1,"next":1,"cleared":0,"entries":[7]}', /entries\[0\] must be an object/],
      ['{"version":9}', /is a glossary of version 9: a newer squeezr wrote it/],
    ] as const;
    for (const [text, message] of wrong) {
      writeFileSync(file, text);
      const { code, err } = await type(console, "import", file);
      assert.equal(code, 1);
      assert.match(err, message);
    }
  }));

Deno.test("a file that can't be read or written is named, with the reason", () =>
  atConsole(async (console) => {
    const said = async (...words: string[]) => {
      const { code, err } = await type(console, ...words);
      return [code, err];
    };
    assert.deepEqual(await said("import", "none.json"), [
      1,
      "squeezr: can't read none.json (ENOENT)\n",
    ]);
    assert.deepEqual(await said("export", "none/a.json"), [
      1,
      "squeezr: can't write none/a.json (ENOENT)\n",
    ]);
  }));

Deno.test("an export goes through a link, and an import takes what an editor put a mark before", () =>
  atConsole(async (console) => {
    await know(console.home, [ONE, 20]);
    const [file, link] = ["names.json", "link.json"].map((name) => join(console.cwd, name));
    writeFileSync(file, "");
    symlinkSync(file, link);
    assert.equal((await type(console, "export", link)).code, 0);
    const text = readFileSync(file, "utf8");
    assert.match(text, /file_1/);
    writeFileSync(file, `\ufeff${text}`);
    assert.match((await type(console, "import", link)).out, /^Added 0 names; 1 was known/);
  }));

Deno.test("glossary clear forgets all, and gives no ref again", () =>
  atConsole(async (console) => {
    await know(console.home, [ONE, 20], [TWO, 20]);
    assert.match((await type(console, "clear")).out, /^Forgot 2 names\./);
    await know(console.home, [THREE, 20]);
    assert.match((await type(console, "list")).out, /\$P3 +posix/);
    assert.equal((await type(console, "clear", "--json")).out, '{\n  "forgotten": 1\n}\n');
  }));

Deno.test("a damaged file is told, and left for the next proxy to set aside", () =>
  atConsole(async (console) => {
    await know(console.home, [ONE, 20]);
    writeFileSync(placesOf(console.home).glossary, "{");
    const { code, err } = await type(console, "list");
    assert.equal(code, 1);
    assert.match(err, /glossary\.json is no glossary: it is not JSON/);
  }));

Deno.test("where a proxy runs it is asked: it knows what is not written down yet", () =>
  atConsole(async (console) => {
    await know(console.home, [ONE, 20]);
    const book = withSeen(EMPTY, [sighting(TWO)], 10);
    const answers = { "GET /squeezr/glossary": () => Response.json(shown(book)) };
    await withFakeProxy({ home: console.home, answers }, async () => {
      assert.match((await type(console, "list")).out, new RegExp(TWO));
      assert.match((await type(console, "show", "1")).out, new RegExp(TWO));
    });
    await withFakeProxy({ home: console.home }, async () => {
      const { code, err } = await type(console, "list");
      assert.equal(code, 1);
      assert.match(err, /gives no glossary \(404\)/);
    });
  }));

Deno.test("where several proxies run the file is read that they share", () =>
  atConsole(async (console) => {
    await know(console.home, [ONE, 20]);
    const { home } = console;
    await withFakeProxy({ home }, () =>
      withFakeProxy({ home }, async (_run, asked) => {
        assert.match((await type(console, "list")).out, new RegExp(ONE));
        assert.ok(!asked.includes("GET /squeezr/glossary"));
      }));
  }));

Deno.test("wrong use is told, with exit code 2", () =>
  atConsole(async (console) => {
    const wrong: readonly (readonly [string[], RegExp])[] = [
      [["forget"], /glossary takes list, show, export, import, clear; received "forget"/],
      [["list", "more"], /glossary list: what is "more"\?/],
      [["list", "--sort", "size"], /--sort must be one of saved, .*; received "size"/],
      [["list", "--limit", "few"], /--limit must be a whole number; received "few"/],
      [["show"], /show needs a ref/],
      [["show", "X1"], /"X1" is no ref/],
      [["export"], /export needs a file/],
      [["import"], /import needs a file/],
    ];
    for (const [words, message] of wrong) {
      const { code, err } = await type(console, ...words);
      assert.equal(code, 2);
      assert.match(err, message);
    }
    assert.equal((await type(console, "show", "P9")).code, 1);
  }));
