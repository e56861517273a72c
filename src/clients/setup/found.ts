import { Buffer } from "node:buffer";
import type { Client, Machine, Place } from "../client.ts";
import { editors } from "../files/put.ts";
import { valueIn } from "../value.ts";
import type { FileRecord } from "./record.ts";

/** What leads a client to the proxy and was never written down, or not any more. */
export interface FoundThere {
  /** Enough to take it out. */
  readonly records: readonly FileRecord[];
  /** Lines that stand outside of our marks, as a message names them: whoever wrote them takes them out. */
  readonly byHand: readonly string[];
}

/** Looks what leads a client to the proxy. */
export function foundIn(
  client: Client,
  machine: Machine,
  isOurs: (url: string) => boolean,
): FoundThere {
  const places = client.places(machine).filter((place) => {
    const value = valueIn(machine, place);
    return place.scope === "user" && value !== undefined && isOurs(value);
  });
  const there = places.map((place) => ({ place, literal: literalAt(machine, place) }));
  const files = [...new Set(places.map(({ file }) => file))];
  const records = files.map((file) => {
    const own = there.filter(({ place }) => place.file === file);
    const puts = own.flatMap(({ place: { key }, literal }) =>
      literal === undefined ? [] : [{ key, literal, made: 0 }]
    );
    return { file, form: own[0].place.form, after: "", before: "", puts };
  });
  return {
    records: records.filter(({ puts }) => puts.length > 0),
    byHand: there.filter(({ literal }) => literal === undefined)
      .map(({ place: { file, key } }) => `${key.join(".")} in ${file}`),
  };
}

function literalAt(machine: Machine, { file, form, key }: Place): string | undefined {
  const text = Buffer.from(machine.read(file) ?? []).toString("latin1");
  return editors[form].find(text, key)?.literal;
}
