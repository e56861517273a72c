/** One printed table; the first row names the columns. */
export type Table = readonly (readonly (string | number)[])[];

/** A figure that the project promises, and the bound that it keeps. */
export type Goal = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
} & ({ readonly most: number } | { readonly least: number });

/** What one benchmark found. */
export interface Report {
  readonly name: string;
  /** How it was measured, in a line or two. */
  readonly how: string;
  readonly tables: readonly Table[];
  readonly goals: readonly Goal[];
  /** Whatever else a reader should know. */
  readonly notes: readonly string[];
}

/** Whether the figure is as promised. */
export function isReached(goal: Goal): boolean {
  return "most" in goal ? goal.value <= goal.most : goal.value >= goal.least;
}

/** A report as text. */
export function printed({ name, how, tables, goals, notes }: Report): string {
  return [
    `## ${name}`,
    how,
    ...tables.map(aligned),
    ...(goals.length > 0 ? [goals.map(goalLine).join("\n")] : []),
    ...(notes.length > 0 ? [notes.join("\n")] : []),
  ].join("\n\n");
}

function goalLine(goal: Goal): string {
  const { name, value, unit } = goal;
  const bound = "most" in goal ? `at most ${goal.most}` : `at least ${goal.least}`;
  return `${isReached(goal) ? "reached" : "MISSED "}  ${name}: ${value}${unit} (${bound}${unit})`;
}

/** Words stand to the left, numbers to the right. */
function aligned(table: Table): string {
  const widths = table[0].map((_, column) =>
    Math.max(...table.map((row) => String(row[column]).length))
  );
  return table
    .map((row) =>
      row.map((cell, i) => {
        const isNumber = table.slice(1).every((other) => typeof other[i] === "number");
        return isNumber ? String(cell).padStart(widths[i]) : String(cell).padEnd(widths[i]);
      }).join("  ").trimEnd()
    )
    .join("\n");
}
