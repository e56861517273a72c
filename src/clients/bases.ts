import type { Base, Client, Holds, Machine, Scope } from "./client.ts";
import { valueIn } from "./value.ts";

/** A base URL that is set somewhere already. */
export interface Standing {
  readonly base: Base;
  readonly url: string;
  /** The variable or the file, for a message. */
  readonly where: string;
  readonly scope: Scope | "environment";
}

function standing(holds: Holds, url: string | undefined, at: Pick<Standing, "where" | "scope">) {
  return "base" in holds && url ? [{ base: holds.base, url, ...at }] : [];
}

/** The base URLs that a client would use as things are, the one that wins last. */
export function basesOf(client: Client, machine: Machine): readonly Standing[] {
  const inEnvironment = client.variables(machine).flatMap(({ name, holds }) =>
    standing(holds, machine.env[name], { where: name, scope: "environment" })
  );
  const inFiles = client.places(machine).flatMap((place) =>
    standing(place.holds, valueIn(machine, place), { where: place.file, scope: place.scope })
  );
  return client.first === "files" ? [...inEnvironment, ...inFiles] : [...inFiles, ...inEnvironment];
}

/** What the variables of a client are to hold, so that it goes where `urlOf` says. */
export function environmentOf(
  client: Client,
  machine: Machine,
  urlOf: (base: Base) => string,
): Readonly<Record<string, string>> {
  const pairs = client.variables(machine).map(({ name, holds }) => [name, heldBy(holds, urlOf)]);
  return Object.fromEntries(pairs);
}

/** The text that a variable or a place is to hold. */
export function heldBy(holds: Holds, urlOf: (base: Base) => string): string {
  if ("base" in holds) return urlOf(holds.base);
  return "word" in holds ? holds.word : holds.text(urlOf);
}
