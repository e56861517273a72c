import { basesOf } from "./bases.ts";
import type { Client, Machine } from "./client.ts";
import { clients } from "./list.ts";
import { shells } from "./shells.ts";

/** A client that goes to a proxy as things are, and what makes it. */
export interface Pointing {
  readonly client: Client;
  /** Files, and variables of the environment. */
  readonly where: readonly string[];
}

function pointing(client: Client, machine: Machine, isOurs: (url: string) => boolean): Pointing[] {
  const where = basesOf(client, machine).filter(({ url }) => isOurs(url)).map(({ where }) => where);
  return where.length === 0 ? [] : [{ client, where: [...new Set(where)] }];
}

/** The clients that lead to a proxy. A shell does where its profile says so: what it was told otherwise is its clients'. */
export function pointingAt(
  machine: Machine,
  isOurs: (url: string) => boolean,
): readonly Pointing[] {
  return [
    ...clients.flatMap((client) => pointing(client, machine, isOurs)),
    ...shells.flatMap((shell) => pointing({ ...shell, variables: () => [] }, machine, isOurs)),
  ];
}
