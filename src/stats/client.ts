/** User agents of known clients, by how they begin. Source: recorded requests of their releases in 2026. */
const KNOWN: readonly (readonly [string, string])[] = [
  ["claude-cli", "claude-code"],
  ["codex", "codex"],
  ["GeminiCLI", "gemini-cli"],
  ["opencode", "opencode"],
  ["Anthropic/JS", "anthropic-sdk-js"],
  ["Anthropic/Python", "anthropic-sdk-python"],
];

/** A short name for who sent a request, from its `user-agent`: a product name, never the whole value. */
export function clientOf(userAgent: string | null): string {
  if (!userAgent) return "unknown";
  const known = KNOWN.find(([start]) => userAgent.startsWith(start));
  if (known) return known[1];
  return /^[A-Za-z][\w.-]{0,39}/.exec(userAgent)?.[0].toLowerCase() ?? "unknown";
}
