import { anthropic } from "./anthropic/anthropic.ts";
import type { Provider } from "./provider.ts";

/** The APIs that are read. What speaks another passes as it is. */
const providers: readonly Provider[] = [anthropic];

/** Who reads the `api` that an upstream speaks. */
export function providerOf(api: string): Provider | undefined {
  return providers.find(({ name }) => name === api);
}
