/** Sees a name more and writes it down, again and again from a number on; speaks after the first, until it is killed. */
import { find, glossaryIn, pathOf } from "../glossary/testing.ts";

const [folder, from] = process.argv.slice(2);
const glossary = glossaryIn(folder, { maxEntries: 5000 });
for (let nth = Number(from);; nth++) {
  glossary.see([find(pathOf(nth))]);
  await glossary.book();
  if (nth === Number(from)) process.stdout.write("seen\n");
}
