import { type Client, type Machine, plain, type Variable } from "./client.ts";

/** The API that Copilot CLI's own provider speaks; nothing where it has none, or one on Azure, whose paths are others. */
function apiOf({ env }: Machine): Variable["holds"] | undefined {
  const { COPILOT_PROVIDER_BASE_URL: url, COPILOT_PROVIDER_TYPE: type } = env;
  if (!url && !type) return undefined;
  if (type === "anthropic") return { base: { upstream: "anthropic", path: "" } };
  return type === "azure" ? undefined : { base: { upstream: "openai", path: "/v1" } };
}

/** Copilot CLI, with a provider of the user's own: what GitHub serves can't be led through a proxy. */
export const copilot: Client = {
  ...plain,
  name: "copilot",
  title: "Copilot CLI",
  programs: ["copilot"],
  packages: ["@github/copilot"],
  variables(machine) {
    const holds = apiOf(machine);
    return holds === undefined ? [] : [{ name: "COPILOT_PROVIDER_BASE_URL", holds }];
  },
  bar: (machine) => copilot.notes(machine)[0],
  notes: (machine) =>
    apiOf(machine) === undefined
      ? [
        "Copilot CLI goes through a proxy with a provider of your own alone: set COPILOT_PROVIDER_TYPE to " +
        "openai or anthropic, COPILOT_PROVIDER_API_KEY and COPILOT_MODEL",
      ]
      : [],
};
