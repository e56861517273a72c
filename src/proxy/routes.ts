/** Where a request goes: an upstream by its name in the configuration, and the path there. */
export interface Route {
  readonly upstream: string;
  readonly path: string;
}

/** What decides where a shared path belongs. */
export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  header(name: string): string | null;
}

/** Requests that belong to one upstream. */
export interface Way {
  readonly upstream: string;
  claims(asked: Asked): boolean;
}

/** What Gemini's API does with a model (its reference, 2026-11). Names of others' models may hold colons of their own. */
const GEMINI_METHODS = new RegExp(
  `/[^/:]+:(${
    [
      "generateContent",
      "streamGenerateContent",
      "batchGenerateContent",
      "generateAnswer",
      "countTokens",
      "embedContent",
      "batchEmbedContents",
      "asyncBatchEmbedContent",
      "predict",
      "predictLongRunning",
    ].join("|")
  })$`,
  "i",
);

/**
 * Whose a built-in path is, the first that claims it. Paths that several APIs have (`/v1/models`, files, batches) go by
 * the style of the client's headers, so a credential only ever goes to the API it was made for. docs/routing.md shows
 * the table to users; a test holds each of its rows.
 */
export const ways: readonly Way[] = [
  {
    upstream: "anthropic",
    claims: ({ path }) => /^\/v1\/(messages|complete|organizations|oauth|code)(\/|$)/.test(path),
  },
  {
    upstream: "anthropic",
    claims: ({ path }) => /^\/api\/(hello|oauth|claude_|event_)/.test(path),
  },
  { upstream: "chatgpt", claims: ({ path }) => path.startsWith("/backend-api/") },
  {
    upstream: "gemini",
    claims: ({ path }) => /^\/(upload\/)?v1((alpha|beta)\d*|\/projects|internal)[/:]/.test(path),
  },
  {
    upstream: "gemini",
    claims: ({ path }) => GEMINI_METHODS.test(path),
  },
  { upstream: "ollama", claims: ({ path }) => path.startsWith("/api/") },
  {
    upstream: "openai",
    claims: ({ path }) => /^\/(v1\/)?(chat\/completions|responses)(\/|$)/.test(path),
  },
  {
    upstream: "anthropic",
    claims: ({ header }) =>
      ["x-api-key", "anthropic-version", "anthropic-beta"].some((name) => header(name) !== null),
  },
  {
    upstream: "gemini",
    claims: ({ header, query }) => header("x-goog-api-key") !== null || query.has("key"),
  },
  { upstream: "openai", claims: () => true },
];

const NAMED = /^\/to\/([^/]+)(\/.*)?$/;

/** Where a request goes. `/to/NAME/...` names its upstream, and the rest is the path there. */
export function routeOf(asked: Asked): Route {
  const named = NAMED.exec(asked.path);
  if (named) return { upstream: named[1], path: named[2] ?? "/" };
  const way = ways.find(({ claims }) => claims(asked))!;
  return { upstream: way.upstream, path: asked.path };
}
