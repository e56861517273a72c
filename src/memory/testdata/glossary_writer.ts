/** Sees a name more and writes it down, again and again from a number on; speaks when the first is, until it is killed. */
import { find, glossaryIn, pathOf } from "../glossary/testing.ts";

const [folder, from] = process.argv.slice(2);
const glossary = glossaryIn(folder, { maxEntries: 5000 });
for (let nth = Number(from);; nth++) {
  glossary.see([find(pathOf(nth))]);
  let { entries } = await glossary.book();
  if (nth > Number(from)) continue;
  // On a busy machine others may hold the lock for too long.
  while (!entries.some(({ text }) => text === pathOf(nth))) ({ entries } = await glossary.book());
  process.stdout.write("seen\n");
}
