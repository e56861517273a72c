/** Where a request goes: an upstream by its name in the configuration, and the path there. */
export interface Route {
  readonly upstream: string;
  readonly path: string;
}

/** What decides where a shared path belongs. */
export interface Asked {
  readonly path: string;
  header(name: string): string | null;
}

interface Way {
  readonly upstream: string;
  claims(asked: Asked): boolean;
}

/**
 * Whose a built-in path is, the first that claims it. Paths that several APIs have (`/v1/models`, files, batches) go by
 * the style of the client's headers, so a credential only ever goes to the API it was made for.
 */
const ways: readonly Way[] = [
  { upstream: "anthropic", claims: ({ path }) => /^\/v1\/(messages|complete)(\/|$)/.test(path) },
  {
    upstream: "anthropic",
    claims: ({ path }) => /^\/api\/(hello|oauth|claude_|event_)/.test(path),
  },
  { upstream: "chatgpt", claims: ({ path }) => path.startsWith("/backend-api/") },
  { upstream: "gemini", claims: ({ path }) => /^\/(v1beta|v1alpha|upload\/v1beta)\//.test(path) },
  { upstream: "gemini", claims: ({ path }) => /:(stream)?generateContent$/.test(path) },
  { upstream: "ollama", claims: ({ path }) => path.startsWith("/api/") },
  {
    upstream: "openai",
    claims: ({ path }) => /^\/(v1\/)?(chat\/completions|responses)(\/|$)/.test(path),
  },
  {
    upstream: "anthropic",
    claims: ({ header }) => header("x-api-key") !== null || header("anthropic-version") !== null,
  },
  { upstream: "gemini", claims: ({ header }) => header("x-goog-api-key") !== null },
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
