import { claude } from "./claude.ts";
import { type Client, plain } from "./client.ts";
import { CHOOSE_LOGIN, gemini, hasKeyAlone } from "./gemini.ts";
import { aider } from "./sdk.ts";

const GEMINI_BASE = "GOOGLE_GEMINI_BASE_URL";

/**
 * A program that is known by nothing: a script that starts a client, or one on a vendor's SDK. It gets the variables of
 * all. What only a client's file says must not be overruled for programs that never read that file: its places are
 * those that give way to variables.
 */
export const anyProgram: Client = {
  ...plain,
  name: "any",
  title: "programs that read their base URL from the environment",
  programs: [],
  variables: (machine) => {
    const led = [claude, aider].flatMap((client) => client.variables(machine));
    const all = hasKeyAlone(machine) ? led.filter(({ name }) => name !== GEMINI_BASE) : led;
    return [...new Map(all.map((variable) => [variable.name, variable])).values()];
  },
  places: gemini.places,
  notes: (machine) =>
    hasKeyAlone(machine)
      ? [
        `${GEMINI_BASE} is not set, since Gemini CLI would refuse it beside a mere key. To have it set, name the ` +
        `API there yourself, or ${CHOOSE_LOGIN}`,
      ]
      : [],
};
