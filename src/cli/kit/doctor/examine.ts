import type { Config } from "../../../config/config.ts";
import { machineOf } from "../../../clients/machine.ts";
import { homeOf } from "../../../config/home.ts";
import { ConfigError } from "../../../config/problem.ts";
import { defaultConfig } from "../../../config/settings.ts";
import type { Io } from "../io.ts";
import { settingsOf } from "../settings.ts";
import { surveyHere } from "../target.ts";
import { clients } from "./clients.ts";
import { type Examine, fail, type Finding, ok, type Patient } from "./finding.ts";
import { stateOf } from "./folder.ts";
import { callAll, clock, upstreams, variables } from "./network.ts";
import { proxy } from "./proxy.ts";
import { self } from "./self.ts";

/** What is looked at, in this order. */
const examinations: readonly Examine[] = [
  stateOf,
  proxy,
  clients,
  variables,
  upstreams,
  clock,
  self,
];

/** The settings, or the defaults and what is wrong. */
function settings(io: Io): { readonly config: Config; readonly findings: readonly Finding[] } {
  try {
    const { config, settings } = settingsOf(io, {}, true);
    const set = settings.filter(({ source }) => source !== "default").length;
    return { config, findings: [ok("settings", `${set} set, the others as they come`)] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const findings = error.problems.map(({ where, text }) =>
      fail("settings", `${where}: ${text}`, "mend it, then: squeezr config check")
    );
    return { config: defaultConfig, findings };
  }
}

/** Looks at everything that has to be right. `offline`: no upstream is called. */
export async function examine(io: Io, offline: boolean): Promise<readonly Finding[]> {
  const { config, findings } = settings(io);
  const patient: Patient = {
    io,
    config,
    home: homeOf(io.env, io.cwd),
    machine: machineOf(io.env, io.cwd),
    survey: await surveyHere(io),
    calls: offline ? undefined : await callAll(config),
  };
  const all = await Promise.all(examinations.map((examine) => examine(patient)));
  return [...findings, ...all.flat()];
}
