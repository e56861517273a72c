import type { Io } from "./io.ts";

const PROXIES = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
const HERE = ["127.0.0.1", "localhost"];

/** The variable that may lead what clients ask of this machine to a proxy of the network; nothing where none does. */
export function astrayBy(env: Io["env"]): string | undefined {
  const proxy = PROXIES.find((name) => env[name]);
  const spared = (env.NO_PROXY ?? env.no_proxy ?? "").split(/[\s,]+/);
  const isSpared = spared.includes("*") || HERE.every((host) => spared.includes(host));
  return isSpared ? undefined : proxy;
}
