import { type Check, tomlValue } from "./check.ts";

/** What an upstream speaks. `chatgpt` is the OpenAI API as a ChatGPT login reaches it. */
export type Api = "anthropic" | "openai" | "gemini" | "ollama" | "chatgpt";

/** A named upstream: where it is and which API it speaks. */
export interface Upstream {
  /** Without a slash at its end; a path in it is put before that of each request. */
  readonly url: string;
  readonly api: Api;
}

/** The URL in its short form, where it is one that a client's key may be sent to. */
function plainUrl(value: unknown): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  const plain = /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" &&
    !/[?#\s\\]/.test(value);
  return plain ? value.replace(/\/+$/, "") : undefined;
}

/** The base URL of a built-in upstream. */
export const baseUrl: Check<string> = {
  allowed: "an http or https URL without user, password, query and fragment",
  parse: plainUrl,
  read: (text) => text.trim(),
};

const apis: readonly Api[] = ["anthropic", "openai", "gemini", "ollama"];

/** An upstream of the user's own. */
export const namedUpstream: Check<Upstream> = {
  allowed: `{ url = "https://...", api = ${apis.map((api) => `"${api}"`).join(" or ")} }, ` +
    "the URL without user, password, query and fragment",
  parse: (value) => {
    if (typeof value !== "object" || value === null || !("url" in value && "api" in value)) {
      return undefined;
    }
    const url = plainUrl(value.url);
    const api = apis.find((name) => name === value.api);
    const more = Object.keys(value).length > 2;
    return url === undefined || api === undefined || more ? undefined : { url, api };
  },
  read: tomlValue,
};

/** Names that can stand in a path: `/to/NAME/...`. */
export function isUpstreamName(name: string): boolean {
  return /^[a-z0-9][a-z0-9_-]*$/i.test(name);
}
