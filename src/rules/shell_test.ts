import assert from "node:assert/strict";
import fc from "fast-check";
import { stagesOf } from "./shell.ts";

/** `a 1 | b; c`: the programs with their words, as one line. */
function told(command: string): string {
  return stagesOf(command)
    .map((pipeline) =>
      pipeline.map((stage) =>
        [stage.program, ...stage.args, ...(stage.input === undefined ? [] : ["<", stage.input])]
          .join(" ")
      ).join(" | ")
    )
    .join("; ");
}

const TABLE: readonly (readonly [command: string, told: string])[] = [
  ["", ""],
  ["ls", "ls"],
  ["cat a.txt | head -5", "cat a.txt | head -5"],
  ["a;b && c || d & e\nf", "a; b; c; d; e; f"],
  ["a |& b", "a | b"],
  ["a |\n  b", "a | b"],
  ["a \\\n  --flag", "a --flag"],
  ["cd /x && npm test 2>&1 | tail -80", "npm test | tail -80"],
  ["cd /x", ""],
  ["FOO=1 BAR='a b' sudo -u me timeout -k 1 5 nice -n 3 pytest -q", "pytest -q"],
  ["env -u A B=1 make", "make"],
  ["env", "env"],
  ["time cargo build", "cargo build"],
  ["/usr/bin/cat x", "cat x"],
  ["bash -lc 'cat x | head'", "cat x | head"],
  ["bash -c \"a; b 'c d'\" | tail", "a; b c d | tail"],
  ["x | sh -c 'y; z' | w", "x | y; z | w"],
  ["bash <<'EOF'\ncat x\nEOF\nls", "cat x; ls"],
  ["bash script.sh -c", "bash script.sh -c"],
  ["eval 'cat x'", "cat x"],
  ["find . -name '*.c' | xargs -n 1 cat", "find . -name *.c | cat {}"],
  ["echo \"a | b; c\" 'd && e' f\\ g", "echo a | b; c d && e f g"],
  ["echo a#b # cat x", "echo a#b"],
  ["# cat x\nls", "ls"],
  ["echo $(cat 'x)' \")\") ${a:-b c} `d | e`", "echo $(cat 'x)' \")\") ${a:-b c} `d | e`"],
  ['echo "$(cat "a b")" c', 'echo $(cat "a b") c'],
  ["cat <<EOF > out\nnot | a; command\nEOF\nls", "cat; ls"],
  ["cat <<-'E O F'\n\tx\n\tE O F\nls", "cat; ls"],
  ["cat <<< 'x'", "cat"],
  ["sort < in.txt > out.txt 2> err.txt", "sort < in.txt"],
  ["< in.txt sort", "sort < in.txt"],
  ["diff <(sort a) <(sort b)", "diff <(sort a) <(sort b)"],
  ["(cd x; ls) | wc -l", "ls; wc -l"],
  ['for f in *.ts; do cat "$f"; done', "cat $f; done"],
  ["while read l; do echo $l; done < in.txt", "read l; echo $l; done < in.txt"],
  ["if [ -f x ]; then cat x; else ls; fi", "[ -f x ]; cat x; ls; fi"],
  ["! grep x y", "grep x y"],
  ["echo 'never closed | cat x", "echo never closed | cat x"],
];

for (const [command, want] of TABLE) {
  Deno.test(`stagesOf() reads ${JSON.stringify(command)}`, () => {
    assert.equal(told(command), want);
  });
}

Deno.test("stagesOf() tells the text that a program reads", () => {
  const [[stage]] = stagesOf("python3 - <<'EOF'\nprint(1)\nEOF");
  assert.equal(stage.here, "print(1)\n");
});

Deno.test("stagesOf() takes whatever it is given", () => {
  const piece = fc.constantFrom(..."abc '\"\\`$(){}|&;<>\n\t#=-".split(""), "<<", "bash -c ", "$(");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      for (const pipeline of stagesOf(pieces.join(""))) assert.ok(pipeline.length > 0);
    }),
    { numRuns: 2000 },
  );
});

Deno.test("stagesOf() survives long commands", () => {
  for (
    const piece of ["'", '"', "\\", "$(", '"$(', "`", "|", "<<x\n", "bash -c '", "sudo ", "a ", "9"]
  ) {
    stagesOf(piece.repeat(100_000));
  }
});
