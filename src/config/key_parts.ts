/** A part of a key as TOML writes it, so that the dot of `"a.b"` is not taken for one between two parts. */
export function partOf(name: string): string {
  return /^[\w-]+$/.test(name) ? name : JSON.stringify(name);
}

/** The two parts of a key that `partOf` made: the section's name, and the setting's in it. */
export function partsOf(key: string): [section: string, name: string] {
  const dot = key.indexOf(".");
  const name = key.slice(dot + 1);
  return [key.slice(0, dot), /^".*"$/.test(name) ? JSON.parse(name) : name];
}
