import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { gitLog } from "./git_log.ts";
import { gitLogTrailers } from "./git_log_trailers.ts";

const note = (what: string) => `[${what}]`;
const sight = (text: string) => sightOf({ tool: "Bash", command: "git log", text });
const short = (text: string) => gitLog.squeeze(sight(text), note) ?? text;
const less = (text: string) => gitLogTrailers.squeeze(sight(text), note) ?? text;

const hash = fc.stringMatching(/^[0-9a-f]{40}$/);
const author = fc.constantFrom(
  "A <a@x.org>",
  "A <a@y.org>",
  "B (Date: 7) C <>",
  "<b@x.org> <b@x.org>",
);
const words = fc.constantFrom(
  "Fix it",
  "  indented",
  "commit 1234567",
  "Author: X <x@y.z>",
  " a.ts | 12 +",
  "Signed-off-by: A <a@x.org>",
  "",
);
const message = fc.array(words, { maxLength: 5 }).map((lines) => ["Title", ...lines, "end"]);
const commit = fc.record({
  hash,
  author,
  message,
  refs: fc.constantFrom("", " (HEAD -> main, tag: v1)"),
});

interface Commit {
  readonly hash: string;
  readonly author: string;
  readonly message: readonly string[];
  readonly refs: string;
}

const DATE = "Mon Mar 4 10:11:12 2024 +0100";

function logOf(commits: readonly Commit[]): string {
  return commits.map(({ hash, author, message, refs }) =>
    [
      `commit ${hash}${refs}`,
      `Author: ${author}`,
      `Date:   ${DATE}`,
      "",
      ...message.map((line) => `    ${line}`),
      "",
    ].join("\n")
  ).join("\n");
}

/** What a reader makes of the short form. */
function unfolded(text: string): string {
  const addresses = new Map<string, string>();
  return text.split("\n").flatMap((line, i) => {
    const [, title, said] =
      /^(commit [0-9a-f]{40}(?: \([^)]*\))?) Author: (.*) Date: [^:]*:\d\d:\d\d 2024 \+0100$/
        .exec(line) ?? [];
    if (title === undefined) return [line === "" ? "" : `   ${line}`];
    const [, name, address = addresses.get(name)] = /^(.*?)( <[^<>]*>)?$/.exec(said) ?? [];
    addresses.set(name, address ?? "");
    return [...(i > 0 ? [""] : []), title, `Author: ${name}${address}`, `Date:   ${DATE}`, ""];
  }).join("\n");
}

Deno.test("git_log says all that the log says, blanks at line ends set apart", () => {
  fc.assert(
    fc.property(fc.array(commit, { minLength: 1, maxLength: 8 }), (commits) => {
      const text = logOf(commits);
      assert.equal(unfolded(short(text)), text.replace(/ +$/gm, ""));
      assert.equal(short(short(text)), short(text));
    }),
    { numRuns: 1000 },
  );
});

Deno.test("git_log_trailers leaves out lines that stood before, and counts them", () => {
  fc.assert(
    fc.property(fc.array(commit, { minLength: 1, maxLength: 8 }), (commits) => {
      const text = logOf(commits);
      const [whole, part] = [short(text), less(text)].map((said) =>
        said.split("\n").filter(Boolean)
      );
      const [said] = part.filter((line) => /^\[\d+ repeated trailers?\]$/.test(line));
      if (said === undefined) return;
      assert.equal(whole.length - part.length + 1, Number.parseInt(said.slice(1)));
      assert.deepEqual(new Set([...whole, said]), new Set(part));
      assert.equal(less(less(text)), less(text));
    }),
    { numRuns: 1000 },
  );
});

const BLOCK = [
  "---",
  "updated-dependencies:",
  "- dependency-name: left-pad",
  "  dependency-version: 1.3.0",
  "  dependency-type: direct:production",
  "  update-type: version-update:semver-minor",
  "...",
];

Deno.test("git_log_trailers counts what dependabot writes for programs, and leaves what only looks like it", () => {
  const commit = { hash: "0123456789".repeat(4), author: "A <a@x.org>", refs: "" };
  const log = (message: string[]) => logOf([{ ...commit, message }]);
  assert.equal(
    less(log(["Bump left-pad", "", ...BLOCK, "", "Signed-off-by: A <a@x.org>"])),
    `commit ${commit.hash} Author: A <a@x.org> Date: ${DATE}\n Bump left-pad\n\n ` +
      "Signed-off-by: A <a@x.org>\n[7 lines of dependabot data]\n",
  );
  const cut = log(["Bump left-pad", "", ...BLOCK.slice(0, -1), "  and so on ".repeat(20)]);
  assert.equal(less(cut), cut);
});

Deno.test("git_log leaves other formats alone", () => {
  for (
    const text of [
      "* commit 0123456789abcdef0123456789abcdef01234567\n| Author: A <a@x.org>\n",
      "commit 0123456789abcdef0123456789abcdef01234567\ntree 0123456\nauthor A <a@x.org> 1 +0100\n",
      "commit 0123456 Title\ncommit 1234567 Another\n",
      "commit 0123456789abcdef0123456789abcdef01234567\nAuthor: A <a@x.org>",
    ]
  ) assert.equal(short(text), text);
});
