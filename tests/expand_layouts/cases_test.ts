import { rightSource } from "../expand/source.ts";
import { cases } from "./cases/list.ts";

for (const { point, says, run } of cases) {
  Deno.test(`${point}: ${says}`, () => run(rightSource));
}
