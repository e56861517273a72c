import type { Client } from "../../../clients/client.ts";
import { apply } from "../../../clients/setup/apply.ts";
import { type Bare, bareOf } from "../../../clients/setup/bare.ts";
import { refuseUnreadable } from "../../../clients/setup/write.ts";
import { type Write, writesOf } from "../../../clients/setup/writes.ts";
import type { Door } from "../../../clients/setup/target.ts";
import { type Plan, planOf } from "../../../clients/setup/plan.ts";
import { EditRefused } from "../../../config/toml_edit.ts";
import type { Scene } from "./scene.ts";

/** What setting up one client would do. */
export type Step =
  | {
    readonly kind: "ready";
    readonly client: Client;
    readonly bare: Bare;
    readonly plan: Plan;
    /** None where everything is as it should be. */
    readonly writes: readonly Write[];
  }
  /** Nothing leads it as things are. */
  | { readonly kind: "past"; readonly client: Client; readonly why: string }
  | { readonly kind: "refused"; readonly client: Client; readonly why: string };

function refused(client: Client, error: unknown): Step {
  if (!(error instanceof EditRefused)) throw error;
  return { kind: "refused", client, why: error.message };
}

/** Looks what setting up a client would do, and does nothing. */
export function stepOf({ machine, door, config, folder }: Scene, client: Client): Step {
  try {
    const files = client.places(machine).filter(({ scope }) => scope === "user");
    const past = client.bar(machine, ANYWHERE) ??
      (files.length === 0 ? nowhere(client) : undefined);
    if (past !== undefined) return { kind: "past", client, why: past };
    for (const { file } of [...files, { file: config }]) refuseUnreadable(file);
    const bare = bareOf(machine, folder, client);
    const left = bare.undone.find(({ refused }) => refused !== undefined);
    if (left) throw new EditRefused(`${left.file}: ${left.refused}`);
    const plan = planOf(client, bare.machine, withoutOwn(door, bare), config);
    return { kind: "ready", client, bare, plan, writes: writesOf(machine, bare, plan) };
  } catch (error) {
    return refused(client, error);
  }
}

/** Settings hold wherever and however a client is started. */
const ANYWHERE = { args: [], terminal: true };

/** The proxy without the upstreams that were put into its settings for this client. */
function withoutOwn(door: Door, { record }: Bare): Door {
  const keys = (record?.files ?? []).flatMap(({ puts }) => puts.map(({ key }) => key.join(".")));
  const upstreams = Object.entries(door.upstreams)
    .filter(([name]) => !keys.includes(`upstreams.${name}`));
  return { ...door, upstreams: Object.fromEntries(upstreams) };
}

function nowhere({ title }: Client): string {
  return `${title} reads the environment alone: set up your shell instead, such as "squeezr setup bash"`;
}

/** Does it. What was found a moment ago is looked at again: the step before may have changed squeezr's own file. */
export function take(scene: Scene, client: Client, now: number): Step {
  const step = stepOf(scene, client);
  if (step.kind !== "ready" || step.writes.length === 0) return step;
  try {
    apply(scene.folder, step.bare, step.plan, step.writes, { url: scene.door.url, now });
    return step;
  } catch (error) {
    return refused(client, error);
  }
}
