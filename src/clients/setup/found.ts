import { Buffer } from "node:buffer";
import type { Client, Machine } from "../client.ts";
import { editors } from "../files/put.ts";
import { valueIn } from "../value.ts";
import type { FileRecord } from "./record.ts";

/** What leads a client to the proxy and was never written down, or not any more: enough to take it out. */
export function foundIn(
  client: Client,
  machine: Machine,
  isOurs: (url: string) => boolean,
): readonly FileRecord[] {
  const places = client.places(machine).filter((place) => {
    const value = valueIn(machine, place);
    return place.scope === "user" && value !== undefined && isOurs(value);
  });
  return [...new Set(places.map(({ file }) => file))].map((file) => {
    const there = places.filter((place) => place.file === file);
    const { form } = there[0];
    const text = Buffer.from(machine.read(file) ?? []).toString("latin1");
    const puts = there.flatMap(({ key }) => {
      const found = editors[form].find(text, key);
      return found ? [{ key, literal: found.literal, made: 0 }] : [];
    });
    return { file, form, after: "", before: "", puts };
  });
}
