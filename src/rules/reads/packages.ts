import type { LockKind } from "./lock_kinds.ts";

/** So many names are told of each sort; more would cost what the note saves. */
const MOST_NAMES = 12;

/** What is known of a package: it may stand in the file more than once. */
interface Package {
  readonly versions: Set<string>;
  isLocal: boolean;
}

/** How many packages a lock file holds, and which of them in several versions: `84 packages, syn in 1.0 and 2.0; `. */
export function packagesOf(lines: readonly string[], kind: LockKind): string {
  const packages = [...packagesIn(lines, kind)];
  if (packages.length === 0) return "";
  const several = packages
    .filter(([, { versions }]) => versions.size > 1)
    .map(([name, { versions }]) => `${name} ${[...versions].join(" and ")}`);
  const local = packages.filter(([, { isLocal }]) => isLocal).map(([name]) => name);
  const count = packages.length === 1 ? "1 package" : `${packages.length} packages`;
  return `${count}${told("in several versions", several)}${told("local", local)}; `;
}

function packagesIn(lines: readonly string[], { name, version, source }: LockKind) {
  const packages = new Map<string, Package>();
  let current: Package | undefined;
  for (const line of lines) {
    const named = name.exec(line);
    if (named) {
      current = packages.get(named[1]) ?? { versions: new Set(), isLocal: source !== undefined };
      packages.set(named[1], current);
    }
    if (current === undefined) continue;
    const found = named?.[2] ?? version.exec(line)?.[1];
    if (found !== undefined) current.versions.add(found);
    if (source?.test(line)) current.isLocal = false;
  }
  return packages;
}

function told(what: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const rest = names.length - MOST_NAMES;
  const more = rest > 0 ? `, ${rest} more` : "";
  return `, ${what}: ${names.slice(0, MOST_NAMES).join(", ")}${more}`;
}
