import { anthropic } from "./anthropic/anthropic.ts";
import type { Provider } from "./provider.ts";

/** The APIs that are read, by the `api` that an upstream speaks. Every other passes as it is. */
export const providers: Readonly<Record<string, Provider | undefined>> = { anthropic };
