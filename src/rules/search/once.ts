import { type Hit, isHit, type Row } from "./row.ts";

/** Lines of a file that are alike become one row, `3,9,12:text`, where the first of them stands. */
export function withTextsOnce(rows: readonly Row[]): Row[] {
  const out: Row[] = [];
  let file: Hit[] = [];
  const finish = () => {
    for (const hit of file.every(({ mark }) => mark === ":") ? merged(file) : file) out.push(hit);
    file = [];
  };
  for (const row of rows) {
    if (file.length > 0 && !(isHit(row) && row.path === file[0].path)) finish();
    if (isHit(row)) file.push(row);
    else out.push(row);
  }
  finish();
  return out;
}

function merged(hits: readonly Hit[]): Hit[] {
  const byText = Map.groupBy(hits, ({ text }) => text);
  return Array.from(byText.values(), (alike) => ({
    ...alike[0],
    number: alike.map(({ number }) => number).join(","),
  }));
}
