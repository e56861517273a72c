import assert from "node:assert/strict";
import fc from "fast-check";
import { answerOf } from "../fixtures.ts";
import { grep } from "./grep.ts";

const COMMAND = "grep -rn -C2 x .";

/** Reads the answer back: every row with its whole path, `path:12:text`, in the order of the answer. */
function readBack(answer: string): string[] {
  const rows: string[] = [];
  const rooted = /^\[paths are under (.*)\]$/;
  let [root, folder, file] = ["", "", ""];
  const add = (path: string, row: string) => {
    const [, numbers, mark, text] = /^([\d,]+)([:=-])(.*)$/s.exec(row) ?? [];
    rows.push(...numbers.split(",").map((number) => `${path}${mark}${number}${mark}${text}`));
  };
  for (const line of answer.split("\n")) {
    const single = /^(.*?):(\d+(?:,\d+)*:.*)$/s.exec(line);
    if (rooted.test(line)) root = rooted.exec(line)?.[1] ?? "";
    else if (/^\d+(?:,\d+)*[:=-]/.test(line)) add(file, line);
    else if (line === "--") continue;
    else if (single) add(root + inFolder(single[1], folder), single[2]);
    else if (line.endsWith("/")) folder = line;
    else file = root + inFolder(line, folder);
  }
  return rows.map(bare);
}

function inFolder(path: string, folder: string): string {
  return bare(path.includes("/") ? path : folder + path);
}

/** `./a` and `a` are one file. */
function bare(path: string): string {
  return path.replace(/^\.\//, "");
}

const answer = (text: string, tool = "Bash", command = COMMAND) =>
  answerOf(grep, { tool, command, text });

const name = fc.constantFrom(
  "a.ts",
  "b c.md",
  "été.py",
  "12-x.js",
  "x-3-y.go",
  "z",
  "2024-01-02.md",
);
const folder = fc.constantFrom("", "src", "src/deep", "src/deep/er", "my docs", "日本", "7-7");
const code = fc.constantFrom(
  "",
  "x",
  "  return 1;",
  "\tfoo:12:bar",
  "a-3-b",
  "x:12:y",
  "./src/",
  "--",
  "😀",
  "x/",
);
const file = fc.record({
  path: fc.tuple(folder, name).map(([folder, name]) => folder === "" ? name : `${folder}/${name}`),
  hits: fc.array(
    fc.record({ number: fc.nat(2000), mark: fc.constantFrom(":", ":", "-", "="), text: code }),
    { minLength: 1, maxLength: 5 },
  ),
});
const found = fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 12 });
const prefix = fc.constantFrom("", "./", "/home/me/project/", "../");

Deno.test("every row of a search can be read off with its path, number, mark and text", () => {
  fc.assert(
    fc.property(found, prefix, fc.boolean(), (files, prefix, gaps) => {
      // `7-7/a.ts:1:x` by itself could be line 7 of a file that is not named.
      const told = files.filter(({ path }) => prefix !== "" || !/^\d/.test(path));
      const blocks = told.map(({ path, hits }) =>
        hits.map(({ number, mark, text }, i) =>
          `${prefix}${path}${i === 0 ? ":" : mark}${number}${i === 0 ? ":" : mark}${text}`
        )
      );
      const text = blocks.map((rows) => rows.join("\n")).join(gaps ? "\n--\n" : "\n");
      const squeezed = answer(text);
      if (squeezed === text) return;
      assert.deepEqual(readBack(squeezed).sort(), blocks.flat().map(bare).sort());
      assert.equal(answer(squeezed), squeezed);
    }),
    { numRuns: 500 },
  );
});

/** A file's hits as rg --heading, OpenCode and Gemini CLI write them down. */
const forms: readonly [
  head: string,
  between: string,
  block: (path: string, rows: readonly [number: number, text: string][]) => string,
][] = [
  ["", "\n\n", (path, rows) => [path, ...rows.map(([n, text]) => `${n}:${text}`)].join("\n")],
  [
    "Found 99 matches\n",
    "\n\n",
    (path, rows) => [`${path}:`, ...rows.map(([n, text]) => `  Line ${n}: ${text}`)].join("\n"),
  ],
  [
    "Found 99 matches (more matches available)\n",
    "\n\n\n",
    (path, rows) =>
      [`${path}:`, rows.map(([n, text]) => `  Line ${n}: ${text}`).join("\n\n")].join("\n"),
  ],
  [
    'Found 99 matches for pattern "x" in path ".":\n---\n',
    "\n---\n",
    (path, rows) => [`File: ${path}`, ...rows.map(([n, text]) => `L${n}: ${text}`)].join("\n"),
  ],
];

Deno.test("rows say the whole path where only those beside a match say it", () => {
  fc.assert(
    fc.property(found, (files) => {
      const told = files.filter(({ path }) => !/^\d/.test(path));
      const rows = told.flatMap(({ path, hits }) =>
        hits.map(({ number, text }, i) =>
          i === 0 ? `${path}:${number}:${text}` : `/x/y/${path}-${number}-${text}`
        )
      );
      const squeezed = answer(rows.join("\n"));
      if (squeezed === rows.join("\n")) return;
      const read = readBack(squeezed).map((row) => row.replace(/^\/x\/y\//, "")).sort();
      assert.deepEqual(read, rows.map((row) => row.replace(/^\/x\/y\//, "")).sort());
    }),
    { numRuns: 300 },
  );
});

Deno.test("rows below the path of their file can be read off as well", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...forms),
      found,
      prefix,
      ([head, between, block], files, prefix) => {
        const told = files.filter(({ path }) => prefix !== "" || !/^\d/.test(path));
        const text = head +
          told.map(({ path, hits }) =>
            block(prefix + path, hits.map(({ number, text }) => [number, text]))
          ).join(between);
        const squeezed = answer(text, "grep", "x");
        if (squeezed === text) return;
        const rows = told.flatMap(({ path, hits }) =>
          hits.map(({ number, text }) => bare(`${prefix}${path}:${number}:${text}`))
        );
        assert.deepEqual(readBack(squeezed.replace(/^Found .*\n/, "")).sort(), rows.sort());
      },
    ),
    { numRuns: 500 },
  );
});

Deno.test("what is no row of the search stays where it stands", () => {
  const text =
    "src/a.ts:1:x\nsrc/a.ts:2:y\nsrc/b.ts:3:z\n--\nBinary file src/c matches\n--\nsrc/d.ts:4:x\n" +
    "12:from another file\nsrc/a.ts:2:y";
  assert.equal(
    answer(text),
    "src/\na.ts\n1:x\n2:y\nb.ts:3:z\n--\nBinary file src/c matches\n--\nsrc/d.ts:4:x\n[end of matches]\n" +
      "12:from another file\nsrc/a.ts:2:y",
  );
});

Deno.test("listings beside the rows are folded too", () => {
  const text = ["-rw-r--r-- 1 me me 812 Mar  3 09:12 ", "-rw-r--r-- 1 me me 2301 Mar  3 09:12 "]
    .flatMap((row) => [`${row}a.css`, `${row}b.css`])
    .concat("src/a.py:1:import os", "src/a.py:2:import sys", "src/b.py:1:import os")
    .concat(["one", "two", "three", "four"].map((name) => `src/lib/${name}.py`))
    .join("\n");
  assert.equal(
    answer(text, "Bash", "ls -l *.css; grep -rn import src; grep -rl main src/lib"),
    "[unless shown: -rw-r--r--, me:me, Mar 3 09:12]\n812 a.css\n812 b.css\n2301 a.css\n2301 b.css\n" +
      "src/\na.py\n1:import os\n2:import sys\nb.py:1:import os\nsrc/lib/ one.py two.py three.py four.py",
  );
});

Deno.test("times are no paths with numbers, and without numbers nothing is asked of the text", () => {
  for (
    const text of [
      "12:30:45 a\n12:30:46 b\n12:30:47 c\n12:30:48 d",
      "03-17 16:13:38.811 a\n03-17 16:13:38.812 b\n03-17 16:13:39.001 c",
      "[info] 12:30:45 a\n[info] 12:30:46 b\n[info] 12:30:47 c",
      "Nov 20 15:24:03 host a\nNov 20 15:24:03 host b\nNov 20 15:24:04 host c",
      "http://h:80:a\nhttp://h:80:b\nhttp://h:80:c",
    ]
  ) assert.equal(answer(text), text);
  const rows = "src/a.ts:1:x\nsrc/a.ts:2:y\nsrc/b.ts:3:z";
  for (const command of ["cat x.log", "grep x a.log", "npm run lint", "rg x", "find . -name n"]) {
    assert.equal(answer(rows, "Bash", command), rows);
  }
  for (
    const command of [
      "cd /x && grep -rn a . | grep -v test | sort | head -50",
      "rg --vimgrep a",
      "git -C x grep -n a",
      "find . -name '*.ts' | xargs grep -Hn a",
      "find . -exec grep -n a {} +",
    ]
  ) assert.notEqual(answer(rows, "Bash", command), rows);
});
