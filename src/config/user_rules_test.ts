import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { Buffer } from "node:buffer";
import { join } from "node:path";
import { atConsole, type Console } from "../../tests/support/console.ts";

const RULE = `name = "deploy"
doc = "deploy: what it waits for goes"
command = "^deploy "
drop = ["^waiting for "]
keep = ["timed out"]
`;

function written({ home }: Console, text: string): void {
  mkdirSync(join(home, "rules"), { recursive: true });
  writeFileSync(join(home, "rules", "deploy.toml"), text);
}

const PRINTED = "start\nwaiting for a\nwaiting for b: timed out\nwaiting for c\nwaiting for d\n" +
  "waiting for the last of the machines to come up\ndone\n";

Deno.test("a rule of the user's own is listed and runs", () =>
  atConsole(async (console) => {
    written(console, RULE);
    assert.match((await console.type("rules")).out, /^ {2}deploy +deploy: what it waits for goes/);
    const input = () => Promise.resolve(Buffer.from(PRINTED.repeat(3)));
    const { out, err } = await console.typeWith(
      { input },
      "squeeze",
      "--command",
      "deploy prod",
    );
    assert.match(
      out,
      /^start\n\[12 lines; squeezr_expand\("[a-z2-7]{8}"\)\]\nwaiting for b: timed out\n/,
    );
    assert.match(err, /^squeezr: deploy: /);
  }));

const wrong: readonly (readonly [text: string, says: RegExp])[] = [
  [RULE.replace("deploy", "Deploy it"), /deploy\.toml: name must be small letters, digits and _/],
  [RULE.replace('"deploy"', '"terminal"'), /name is taken by another rule: terminal/],
  [RULE.replace("command", "comand"), /comand is no key of a rule: there are name, doc, command/],
  [
    RULE.replace('"^waiting for "', '"waiting \\\\d+"'),
    /drop: .* looks like a regular expression.*write \*/,
  ],
  [RULE.replace('"^waiting for "', "3"), /drop must be a list of patterns; received \[3\]/],
  [`${RULE}cap = 0\n`, /cap must be a whole number, 1 or more; received 0/],
  ['name = "x"\ndrop = ["a"]\n', /it needs command or text/],
  ['name = "x"\ncommand = "a"\n', /it needs drop or cap/],
  ['name = "x\n', /line 1, column \d+/],
];

for (const [text, says] of wrong) {
  Deno.test(`a rule that is wrong is told of with its file: ${says.source}`, () =>
    atConsole(async (console) => {
      written(console, text);
      const { code, err } = await console.type("rules");
      assert.equal(code, 1);
      assert.match(err, says);
    }));
}
