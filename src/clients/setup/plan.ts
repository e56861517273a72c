import { Buffer } from "node:buffer";
import { isUtf8 } from "node:buffer";
import { EditRefused, literalOf } from "../../config/toml_edit.ts";
import type { Client, Form, Machine, Place } from "../client.ts";
import { assignmentIn } from "../dialects.ts";
import type { Wish } from "../files/editor.ts";
import { linesEditor } from "../files/lines_editor.ts";
import { type Put, putInto } from "../files/put.ts";
import { valueIn } from "../value.ts";
import { type Door, type Kept, targetOf } from "./target.ts";

/** What is to become of one file. */
export interface FileChange {
  readonly file: string;
  readonly form: Form;
  /** What it says without anything of ours; nothing where it would not be there. */
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array;
  readonly puts: readonly Put[];
}

/** All that pointing one client at the proxy takes. */
export interface Plan {
  readonly client: Client;
  readonly changes: readonly FileChange[];
  readonly kept: readonly Kept[];
}

/** A place, and the text that it is to hold. */
interface Holding {
  readonly place: Place;
  readonly value: string;
}

/** What is to be written; nothing where it is fine as it is. */
function holdingsOf(client: Client, machine: Machine, door: Door): (Holding & { kept?: Kept })[] {
  return client.places(machine).filter(({ scope }) => scope === "user").flatMap((place) => {
    const now = valueIn(machine, place);
    if ("text" in place.holds) return [];
    // What the user has chosen stays, whatever it is.
    if ("word" in place.holds) return now === undefined ? [{ place, value: place.holds.word }] : [];
    if (now !== undefined && door.isOurs(now)) return [];
    const { url, kept } = targetOf(client, machine, place.holds.base, door);
    return [{ place, value: url, kept }];
  });
}

function literalIn(form: "json" | "toml", value: string): string {
  return form === "json" ? JSON.stringify(value) : literalOf(value);
}

function wishesOf(form: Form, holdings: readonly Holding[]): readonly Wish[] {
  if (form === "json" || form === "toml") {
    return holdings.map(({ place, value }) => ({
      key: place.key,
      literal: bytewise(literalIn(form, value)),
    }));
  }
  const lines = holdings.map(({ place, value }) => assignmentIn(form, place.key[0], value));
  const key = holdings.map(({ place }) => place.key[0]);
  return lines.length === 0 ? [] : [{ key, literal: bytewise(lines.join("\n")) }];
}

/** A text as files hold it, one character a byte. */
function bytewise(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** Puts wishes into a file. Throws EditRefused where that can't be. */
export function changeOf(
  machine: Machine,
  file: string,
  form: Form,
  wishes: readonly Wish[],
): FileChange {
  const before = machine.read(file);
  const isLines = form !== "json" && form !== "toml";
  if (before && (isLines ? before.includes(0) : !isUtf8(before))) {
    throw new EditRefused(`${file} is not UTF-8 text: change it by hand`);
  }
  const start = Buffer.from(before ?? []).toString("latin1");
  let text = isLines ? linesEditor.take(start, [], 0) : start;
  const puts: Put[] = [];
  for (const wish of wishes) {
    const done = putSaying(file, text, form, wish);
    text = done.text;
    if (done.put) puts.push(done.put);
  }
  return { file, form, before, after: Buffer.from(text, "latin1"), puts };
}

function putSaying(file: string, text: string, form: Form, wish: Wish) {
  try {
    return putInto(text, form, wish);
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error;
    throw new EditRefused(`${file}: ${error.message}`);
  }
}

/** What pointing a client at the proxy takes. `config` is squeezr's own file. Throws EditRefused where that can't be. */
export function planOf(client: Client, machine: Machine, door: Door, config: string): Plan {
  const holdings = holdingsOf(client, machine, door);
  const kept = holdings.flatMap((holding) => holding.kept ?? []);
  const files = [...new Set(holdings.map(({ place }) => place.file))];
  const own = files.map((file) => {
    const there = holdings.filter(({ place }) => place.file === file);
    const { form } = there[0].place;
    return changeOf(machine, file, form, wishesOf(form, there));
  });
  const upstreams = kept.filter(({ name }) => !Object.hasOwn(door.upstreams, name))
    .map(({ name, upstream }) => ({
      key: ["upstreams", name],
      literal: bytewise(literalOf(upstream)),
    }));
  const first = upstreams.length === 0 ? [] : [changeOf(machine, config, "toml", upstreams)];
  // First the proxy's own: a client must not be pointed at an upstream that isn't there.
  return { client, changes: [...first, ...own].filter(({ puts }) => puts.length > 0), kept };
}
