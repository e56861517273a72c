/** A value of a document: a scalar as it is written, or a pair of brackets with what stands in them. */
export type Value = string | Container;

/** An array or an object. Equal ones of one document are the same. */
export interface Container extends Content {
  readonly id: number;
  /** Characters, without the white space between tokens. */
  readonly size: number;
}

/** What stands between two brackets, or behind one that the text does not close. */
export interface Content {
  readonly kind: Kind;
  /** As they are written, quotes and all; none in an array. */
  readonly keys: readonly string[];
  readonly values: readonly Value[];
}

export type Kind = "[" | "{";

/** How long a value is. */
export function sizeOf(value: Value): number {
  return typeof value === "string" ? value.length : value.size;
}

/** What is in the brackets of an object, if it is one. */
export function isObject(value: Value | undefined): value is Container {
  return typeof value === "object" && value.kind === "{";
}

/** Makes the containers of a document: one for all that are equal. */
export class Pool {
  readonly #known = new Map<string, Container>();

  of({ kind, keys, values }: Content): Container {
    const name = nameOf(kind, keys, values);
    const known = this.#known.get(name);
    if (known) return known;
    const made = { kind, keys, values, id: this.#known.size, size: lengthOf(keys, values) };
    this.#known.set(name, made);
    return made;
  }
}

/** Containers stand in the name by their number, so that names are about as long as the document. */
function nameOf(kind: Kind, keys: readonly string[], values: readonly Value[]): string {
  let name: string = kind;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (kind === "{") name += `${keys[i]}:`;
    name += typeof value === "string" ? `${value},` : `#${value.id},`;
  }
  return name;
}

function lengthOf(keys: readonly string[], values: readonly Value[]): number {
  let length = 1 + Math.max(1, values.length);
  for (const key of keys) length += key.length + 1;
  for (const value of values) length += sizeOf(value);
  return length;
}
