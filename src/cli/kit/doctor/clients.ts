import { basesOf } from "../../../clients/bases.ts";
import type { Client, Machine } from "../../../clients/client.ts";
import { shells } from "../../../clients/shells.ts";
import { valueIn } from "../../../clients/value.ts";
import { leadsTo } from "../../../config/loops.ts";
import type { Config } from "../../../config/config.ts";
import { occupantOf, type Survey } from "../survey.ts";
import { installedOn } from "../setup/installed.ts";
import { type Examine, fail, type Finding, ok, type Patient, warn } from "./finding.ts";

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Where nobody sits at it a client has less to go by. */
const HEADLESS = { args: [], terminal: false };

/** The ports of this machine on which a squeezr of ours is, or should be. */
function portsOf({ proxy }: Config, { running }: Survey): readonly number[] {
  return [proxy.port, ...running.map(({ run }) => run.port)];
}

/** Whether nobody listens where a URL leads on this machine. */
async function isDead(url: string): Promise<boolean> {
  if (!URL.canParse(url)) return false;
  const { hostname, port, protocol } = new URL(url);
  if (!LOOPBACK.test(hostname)) return false;
  const number = Number(port || (protocol === "https:" ? 443 : 80));
  const host = hostname.replace(/^\[|\]$/g, "");
  return (await occupantOf({ host, port: number })).kind === "nobody";
}

/** Claude Code loads every tool's schema where it isn't told that tool search works. */
function isWithoutSearch({ name, variables, places }: Client, machine: Machine): boolean {
  if (name !== "claude") return false;
  const word = variables(machine).find(({ holds }) => "word" in holds)?.name ?? "";
  return !machine.env[word] &&
    !places(machine).some((place) =>
      place.key.at(-1) === word && valueIn(machine, place) !== undefined
    );
}

async function ofClient(client: Client, machine: Machine, patient: Patient): Promise<Finding[]> {
  const { title } = client;
  const last = basesOf(client, machine).at(-1);
  if (last === undefined) {
    return [ok(title, `goes to its vendor, past the proxy (squeezr setup ${client.name})`)];
  }
  const { host } = patient.config.proxy;
  const ports = portsOf(patient.config, patient.survey);
  const isOurs = ports.some((port) => leadsTo(last.url, { host, port }));
  if (await isDead(last.url)) {
    const todo = isOurs ? "squeezr start, or squeezr unsetup" : `squeezr setup ${client.name}`;
    return [fail(title, `${last.where} leads to ${last.url}, where nobody listens`, todo)];
  }
  if (!isOurs) return [ok(title, `goes elsewhere, as ${last.where} says`)];
  const search = isWithoutSearch(client, machine)
    ? [warn(
      title,
      "tool search is off at this base URL: every tool's schema goes into each request",
      "squeezr setup claude, or set ENABLE_TOOL_SEARCH=true",
    )]
    : [];
  const bar = client.bar(machine, HEADLESS);
  const notes = [bar ?? [], client.notes(machine).filter((note) => note !== bar)].flat()
    .map((note) => warn(title, note));
  return [ok(title, `goes through the proxy, as ${last.where} says`), ...search, ...notes];
}

/** Whether each client's settings lead where somebody listens. */
export const clients: Examine = async (patient) => {
  const { machine } = patient;
  if (machine === undefined) return [warn("clients", "there is no home folder", "set HOME")];
  const profiles = shells.map((shell) => ({ ...shell, variables: () => [] }))
    .filter((shell) => basesOf(shell, machine).length > 0);
  const all = [...installedOn(machine), ...profiles];
  if (all.length === 0) return [ok("clients", "none was found here")];
  const findings = await Promise.all(all.map((client) => ofClient(client, machine, patient)));
  return findings.flat();
};
