import { parse, TomlError } from "smol-toml";
import { assignmentsIn } from "./files/assignments.ts";
import type { Form, Machine, Place } from "./client.ts";
import { parsedJson } from "./files/jsonc.ts";

/** A file's text; nothing where there is none that can be read. */
export function textIn(machine: Machine, file: string): string | undefined {
  const bytes = machine.read(file);
  return bytes && new TextDecoder().decode(bytes);
}

function tomlIn(bytes: Uint8Array): unknown {
  try {
    return parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof TomlError) return undefined;
    throw error;
  }
}

function variablesIn(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  return Object.fromEntries(assignmentsIn(text).map(({ name, value }) => [name, value]));
}

/** All that a file says, as an object of objects. */
function readAs(form: Form, bytes: Uint8Array): unknown {
  if (form === "json") return parsedJson(bytes);
  return form === "toml" ? tomlIn(bytes) : variablesIn(bytes);
}

/** What a file says at a key; nothing where it says nothing there, or no text. */
export function valueAt(
  bytes: Uint8Array,
  form: Form,
  key: readonly string[],
): string | undefined {
  const value = key.reduce<unknown>(
    (at, name) => Object.hasOwn(Object(at), name) ? Object(at)[name] : undefined,
    readAs(form, bytes),
  );
  return typeof value === "string" ? value : undefined;
}

/** What a place in a client's settings holds just now. */
export function valueIn(
  machine: Machine,
  { file, form, key }: Pick<Place, "file" | "form" | "key">,
): string | undefined {
  const bytes = machine.read(file);
  return bytes && valueAt(bytes, form, key);
}
