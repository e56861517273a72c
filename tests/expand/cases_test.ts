import { cases } from "./cases/list.ts";
import { rightSource } from "./source.ts";

for (const { point, says, run } of cases) {
  Deno.test(`${point}: ${says}`, () => run(rightSource));
}
