import { FIELDS, type Node } from "./tree.ts";
import { type Json, type JsonObject, objectIn } from "./written.ts";

/** Stands behind a name of which npm tells the version alone. */
export const BARE = "'";

/** What is said of nearly every package, and so need not be said of each. */
export interface Usual {
  /** The address of the registry, where npm tells where packages came from. */
  readonly registry: string | undefined;
  /** One line that says it once. */
  readonly legend: string;
}

/** What `npm ls --json` says of nearly every package. */
export function usualOf(root: JsonObject): Usual {
  const registry = registryIn(root);
  const resolved = registry === undefined
    ? ""
    : `, "resolved":"${registry}NAME/-/NAME-VERSION.tgz" (the second NAME without @SCOPE/)`;
  return {
    registry,
    legend: `[NAME@VERSION, each with "overridden":false${resolved}; ${BARE} behind: without]`,
  };
}

/** The tree that the document holds; `undefined` where a name could not be read back. */
export function nodesIn(root: JsonObject, usual: Usual): Node[] | undefined {
  const nodes: Node[] = [];
  const { name, ...fields } = root;
  const isRead = add(typeof name === "string" ? name : "", fields, 0);
  return isRead ? nodes : undefined;

  function add(name: string, { dependencies, ...fields }: JsonObject, depth: number): boolean {
    const { version, ...others } = fields;
    const isNamed = typeof version === "string";
    const label = isNamed ? `${name}@${version}` : name;
    const told = toldOf(name, fields, usual);
    nodes.push({ depth, label: label + (depth === 0 ? fieldsOf(others) : told) });
    const below = Object.entries(objectIn(dependencies) ?? {});
    return label !== "" && !/[\s']/.test(label) && (isNamed || version === undefined) &&
      (dependencies === undefined || objectIn(dependencies) !== undefined) &&
      below.every(([key, value]) => {
        const object = objectIn(value);
        return object !== undefined && add(key, object, depth + 1);
      });
  }
}

function toldOf(name: string, { version, ...others }: JsonObject, { registry }: Usual): string {
  if (Object.keys(others).length === 0) return BARE;
  const { overridden, resolved, ...rest } = others;
  const isUsual = overridden === false && Object.keys(rest).length === 0 &&
    resolved === (registry && tarball(registry, name, version));
  return isUsual ? "" : fieldsOf(others);
}

function fieldsOf(fields: JsonObject): string {
  return Object.keys(fields).length === 0 ? "" : FIELDS + JSON.stringify(fields).slice(1);
}

/** The registry that the first package came from whose address has the usual form. */
function registryIn(root: JsonObject): string | undefined {
  for (const [name, value] of Object.entries(objectIn(root.dependencies) ?? {})) {
    const { resolved, version } = objectIn(value) ?? {};
    const end = tarball("", name, version);
    if (typeof resolved === "string" && resolved.endsWith(`/${end}`)) {
      return resolved.slice(0, -end.length);
    }
  }
  return undefined;
}

function tarball(registry: string, name: string, version: Json | undefined): string {
  return `${registry}${name}/-/${name.slice(name.indexOf("/") + 1)}-${version}.tgz`;
}
