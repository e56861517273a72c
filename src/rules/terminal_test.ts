import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "./sight.ts";
import { terminal } from "./terminal.ts";

const note = (what: string) => `[${what}]`;

/** What the rule makes of a command's output; `undefined` where it leaves it alone. */
function squeezed(text: string, command = "npm test", tool = "Bash"): string | undefined {
  const sight = sightOf({ tool, command, text });
  return terminal.matches(sight) ? terminal.squeeze(sight, note) : undefined;
}

const SHOWN: readonly (readonly [what: string, text: string, want: string])[] = [
  ["colours", "\x1b[1;38;2;1;2;3mred\x1b[0m \x1b[38:5:196mx\x1b[m", "red x"],
  ["cursor, paste and mouse modes", "\x1b[?25l\x1b[?2004h\x1b[?1000;1006lx\x1b[?25h", "x"],
  ["window titles", "\x1b]0;a title\x07x\x1b]2;b\x1b\\y", "xy"],
  ["the usual character set", "\x1b(B\x1b[mx\x1b=", "x"],
  ["progress", "10%\r50%\r100%\n", "100%\n"],
  ["line ends of a terminal", "a\x1b[0m\r\nb\r\x1b[m\n\r\n", "a\r\nb\r\n\r\n"],
  ["a return before the end", "100%\r", "100%"],
  ["backspaces", "Loading |\b/\b-\b\\\b done\n", "Loading  done\n"],
  ["erased frames", "long frame\r\x1b[Kx\n", "x\n"],
  ["erased lines", "frame\x1b[2K\rx\x1b[1K\ry\n", "y\n"],
  ["columns", "abc\x1b[2GX\x1b[DY\x1b[CZ\n", "aYcZ\n"],
  ["jumps within a line", "a\x1b[6Gb\n", "a    b\n"],
  ["rows", "a\nb\n\x1b[2A1\x1b[1B2\n", "1\nb2\n"],
  ["rows from their start", "a\nb\n\x1b[2Fc\x1b[Ed\n", "c\nd\n"],
  ["what is erased below", "a\nb\nc\n\x1b[2A\x1b[Jx\n", "a\nx\n"],
  ["wide characters in frames that are erased", "下载 10%\r\x1b[K下载 100%\n", "下载 100%\n"],
  ["wide characters that are erased behind", "下载 100%\x1b[K\r下载 1%\x1b[K\n", "下载 1%\n"],
  ["tabs", "a\t\x1b[31mb\x1b[0m\tc\n", "a\tb\tc\n"],
  ["marks and joined emoji", "\x1b[1me\u0301 👩\u200d💻\x1b[0m", "e\u0301 👩\u200d💻"],
  ["half a surrogate", "\x1b[1m\ud83d\x1b[0mx\udc00", "\ud83dx\udc00"],
  ["a byte order mark", "\ufeff\x1b[1mx\x1b[0m", "\ufeffx"],
  ["zeros and bells beside frames", "1%\r2%\na\0b\x07\r\n", "2%\na\0b\x07\r\n"],
  ["form feeds and bells", "\x1b[1mx\x1b[0m\f\x07y \n", "x\f\x07y\n"],
  ["padding", "a   \nb \r\n   \nc", "a\nb\r\n\nc"],
  ["a list redrawn in place", "✔ a\n⠋ b\n\x1b[1A\x1b[2K✔ b\n", "✔ a\n✔ b\n"],
];

for (const [what, text, want] of SHOWN) {
  Deno.test(`terminal shows in the end: ${what}`, () => {
    assert.equal(squeezed(text), want);
    assert.equal(squeezed(want), undefined);
  });
}

const LEFT_ALONE: readonly (readonly [what: string, text: string])[] = [
  ["nothing to do", "a\r\nb\tc\r\n"],
  ["another place of the screen", "\x1b[3;4Hx"],
  ["a cleared screen", "a\x1b[2Jb"],
  ["the other screen", "\x1b[?1049hx\x1b[?1049l"],
  ["a scroll region", "\x1b[1;5rx"],
  ["a saved cursor", "\x1b7x\x1b8 \x1b[sy\x1b[u"],
  ["inserted lines", "a\x1b[Lb"],
  ["a device string", "\x1bPq#0\x1b\\x"],
  ["an unknown sequence", "\x1b[5$zx"],
  ["a sequence that is cut off", "x\x1b[3"],
  ["a title that is never closed", "\x1b]0;titlex"],
  ["drawn lines", "\x1b(0qqq\x1b(B"],
  ["a jump to the window's edge", "a\x1b[999C\x1b[4Dok"],
  ["rows above the text", "a\n\x1b[2Ab"],
  ["rows below the text", "a\x1b[3Bb"],
  ["a line that may take two rows", `${"x".repeat(100)}\ny\n\x1b[2Az`],
  ["wide characters written over", "下载 10%\r下载 100%"],
  ["marks written over", "e\u0301tat 1\retat 2"],
  ["a tab over an old frame", "abcdefghij\rx\ty"],
  ["an old text that looks out from under a new one", "Downloading 100%\rDone"],
  ["form feeds among frames", "a\fb\rc"],
  ["a text of two bytes a character", "a\0\r\0\n\0b\0\r\0\n\0"],
  ["an error that was drawn over", "error: no such host\rdone                 "],
  ["a jump that is shorter than the blanks in its place", "abcdef\n\x1b[9Cx"],
  ["a row above that is begun in the middle", "\r\nerror x\x1b[Aa"],
  ["a warning on a row that was erased", "a\nwarning: b\n\x1b[2A\x1b[Jc\n"],
];

for (const [what, text] of LEFT_ALONE) {
  Deno.test(`terminal leaves a text alone for: ${what}`, () => {
    assert.equal(squeezed(text), undefined);
  });
}

Deno.test("terminal leaves lines with links as they are, and no other", () => {
  const link = "\x1b[1msee \x1b]8;;https://x.y/z\x1b\\here\x1b]8;;\x1b\\\x1b[0m  ";
  assert.equal(squeezed(`\x1b[1ma\x1b[0m\r\n${link}\r\n1%\r2%\n`), `a\r\n${link}\r\n2%\n`);
  assert.equal(squeezed(`${link}\n\x1b[Ax`), undefined);
});

Deno.test("terminal keeps the frames and drops their colours where an error would go", () => {
  assert.equal(
    squeezed("\x1b[31merror: no such host\x1b[0m\rdone                 "),
    "error: no such host\rdone                 ",
  );
});

const QUOTING: readonly (readonly [command: string, tool?: string])[] = [
  ["git diff"],
  ["git -C x show HEAD"],
  ["git log -p"],
  ["git blame a"],
  ["git stash show -p"],
  ["cd x && rg foo | sort"],
  ["diff a b"],
  ["sed s/a/b/ a"],
  ["python3 -c 'print(1)'"],
  ["node <<'EOF'\nx\nEOF"],
  [""],
  ["foo", "Grep"],
  ["{}", "mcp__x__run"],
];

for (const [command, tool] of QUOTING) {
  Deno.test(`terminal drops colours and nothing else for ${tool ?? ""} ${command}`, () => {
    assert.equal(squeezed("a  \n\rb\rc\x08 \r\n", command, tool), undefined);
    assert.equal(
      squeezed("\x1b[32m\x1b[K+a\x1b[m\x1b[41m  \r\x1b[m\nb\rc", command, tool),
      "+a  \r\nb\rc",
    );
    assert.equal(squeezed("a\r\x1b[Kb", command, tool), undefined);
    assert.equal(squeezed("a\n\x1b[Ab", command, tool), undefined);
  });
}

Deno.test("terminal leaves differences alone that only colours tell", () => {
  for (
    const command of ["git diff --color-words", "git diff --word-diff=color", "git diff | delta"]
  ) {
    assert.equal(squeezed("a \x1b[31mb\x1b[32mc\x1b[m", command), undefined);
  }
});

Deno.test("terminal leaves blanks at line ends where lines were added and taken away", () => {
  for (
    const text of ["diff --git a/x b/x\na  \n", "x\n@@ -1 +1 @@\na  \n", "--- a\n+++ b\n x  \n"]
  ) {
    assert.equal(squeezed(text), undefined);
  }
  assert.equal(squeezed("E   - a  \nE   + a \n    b  \n"), "E   - a  \nE   + a \n    b\n");
});

Deno.test("terminal leaves tabs at line ends: they are empty cells", () => {
  assert.equal(squeezed("a\t\t\nb\t \n"), "a\t\t\nb\t\n");
});

Deno.test("terminal squeezes once: what it leaves, it leaves", () => {
  const piece = fc.constantFrom(
    ..."a|bc |  |\t|界|10%|error x|\n|\r\n|\r|\b|\x1b[31m|\x1b[K|\x1b[2K|\x1b[A|\x1b[J|\x1b[5C|\x1b[?25l"
      .split("|"),
    ..."\x1b]8;;u\x07|\x1b]0;t\x07|\x1b[H|\x1b|\x1b[|\f|\x07|- |\ufeff|\ud83d".split("|"),
  );
  const command = fc.constantFrom("npm test", "git diff", "");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), command, (pieces, command) => {
      const text = pieces.join("");
      const once = squeezed(text, command);
      if (once === undefined) return;
      assert.ok(once.length <= text.length);
      assert.equal(squeezed(once, command) ?? once, once);
    }),
    { numRuns: 20_000 },
  );
});

const SLOW: readonly string[] = [
  " ".repeat(1_000_000),
  `${" ".repeat(1_000_000)}x`,
  `${"x".repeat(1_000_000)}\x1b[0m`,
  `${"x".repeat(1_000_000)}\r${"y\r".repeat(200_000)}`,
  "\r".repeat(1_000_000),
  "\n".repeat(1000) + "\x1b[A".repeat(300_000),
  `${"\n".repeat(200_000)}${"\x1b[190000A\x1b[190000B".repeat(50_000)}`,
  `${"x".repeat(500_000)}${"\x1b[2Kx".repeat(100_000)}`,
  `${"x".repeat(500_000)}${"\b\x1b[1K".repeat(100_000)}`,
  `y\n${"z".repeat(60)}\n${"\x1b[Ax\n".repeat(200_000)}`,
  "\x1b[999999999Cx\x1b[999999999Gx",
  `\x1b[${"1;".repeat(500_000)}m`,
  "\x1b]0;".repeat(300_000),
  `${"x ".repeat(100_000)}\n`.repeat(5),
  Array.from({ length: 100_000 }, (_, i) => `\rerror ${i}`).join(""),
];

SLOW.forEach((text, i) => {
  Deno.test(`terminal is done with a long text in no time (${i + 1})`, () => {
    const start = performance.now();
    squeezed(text);
    // Far above what it takes (some 100 ms at most) and far below what a square of the length would.
    assert.ok(performance.now() - start < 3000);
  });
});
