/** Placeholders against a real tokenizer, which the product does not have. */
import assert from "node:assert/strict";
import { md5 } from "../../src/text/digest.ts";
import { gainOf, placeholderOf } from "../../src/plan/placeholder.ts";
import { o200kOf } from "../support/o200k.ts";

/** What people and models say, of which every beginning is tried. */
const TEXTS: readonly string[] = [
  "Please have a look at the parser: it seems to drop the last line when there is no line feed. ",
  "请看一下解析器：如果最后没有换行符，它似乎会丢掉最后一行。",
  "Пожалуйста, посмотри на парсер: он теряет последнюю строку, если нет перевода строки. ",
  "パーサーを見てください。改行がないと最後の行が失われるようです。",
  "파서를 살펴봐 주세요. 줄 바꿈이 없으면 마지막 줄이 사라지는 것 같습니다. ",
  "من فضلك انظر إلى المحلل: يبدو أنه يفقد السطر الأخير. ",
  "👩‍💻🔥 ✅ done 🚀🚀🚀 ",
  "const lines = text.split('\\n').filter((line) => line.trim() !== '');\n",
  "Anna Müller, José García, Nguyễn Văn An, Siobhán O'Neill, Łukasz Wójcik, ",
  `${md5("a")}${md5("b")}${md5("c")} `,
  "aGVsbG8gd29ybGQgdGhpcyBpcyBiYXNlNjQgYW5kIGl0IGdvZXMgb24gYW5kIG9u",
  "=".repeat(80),
  " ".repeat(80),
  "a ".repeat(40),
  "1234567890 ",
  "\n\n\n- item\n- item\n",
  "| a | b | c |\n|---|---|---|\n",
];

const ROLES = ["user", "assistant"] as const;

Deno.test("a placeholder is shorter than its text, by a real tokenizer, wherever one is sent", () => {
  let sent = 0;
  for (const text of TEXTS) {
    const long = text.repeat(Math.ceil(700 / text.length));
    for (let length = 60; length <= 600; length += 9) {
      const said = long.slice(0, length).toWellFormed();
      for (const role of ROLES) {
        const speech = {
          anchor: "",
          digest: "",
          length,
          place: { start: 0, end: 0 },
          role,
          turn: 0,
        };
        const placeholder = placeholderOf(speech, said, 'squeezr_expand("k7q2m9xd")');
        if (gainOf(said, placeholder) === 0) continue;
        sent++;
        const [before, after] = [o200kOf(said), o200kOf(placeholder)];
        assert.ok(after <= before, `${after} tokens for ${before}: ${placeholder}`);
      }
    }
  }
  assert.ok(sent > 500, `${sent} were sent`);
});
