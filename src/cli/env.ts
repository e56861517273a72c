import { clients } from "../clients/list.ts";
import { sdk } from "../clients/sdk.ts";
import { command, jsonFlag, portFlag } from "./kit/command.ts";

/** Prints what leads clients in a shell to the proxy. */
export const env = command({
  name: "env",
  summary: "print what points the clients of a shell at the proxy",
  usage: "[CLIENT]",
  most: 1,
  about: "Lines for the shell to evaluate: base URLs, and this machine in NO_PROXY. CLIENT is " +
    `${
      [...clients, sdk].map(({ name }) => name).join(", ")
    }; without one, the variables of all. A ` +
    "base URL that is set already stays where the proxy goes elsewhere, and that is said. Fails " +
    "where no proxy runs, and prints nothing then.",
  examples: [
    ['eval "$(squeezr env)"', "in bash and zsh"],
    ["squeezr env --shell fish | source", "in fish"],
    ["squeezr env --shell powershell | iex", "in PowerShell"],
    ['squeezr env --shell dotenv >> "$GITHUB_ENV"', "for the steps of a job that come after it"],
    ['eval "$(squeezr env --unset)"', "takes it all back"],
  ],
  flags: {
    shell: {
      type: "string",
      value: "NAME",
      doc:
        "bash, zsh, sh, fish, powershell, or dotenv for lines of NAME=value (else that of SHELL)",
    },
    unset: { type: "boolean", doc: "take away what this command printed before" },
    port: portFlag,
    json: jsonFlag,
  },
  async run(io, { flags, words }) {
    return await (await import("./kit/env.ts")).printEnv(io, flags, words);
  },
});
