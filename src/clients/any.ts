import { claude } from "./claude.ts";
import { type Client, plain } from "./client.ts";
import { gemini } from "./gemini.ts";
import { aider } from "./sdk.ts";

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
    const all = [claude, aider].flatMap((client) => client.variables(machine));
    return [...new Map(all.map((variable) => [variable.name, variable])).values()];
  },
  places: gemini.places,
};
