/** Names under which this machine calls itself. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Whether a `Host` header names this proxy: a page on the web can make a browser call the loopback address under a name
 * of its own (DNS rebinding), which a look at the name stops.
 */
export function isOurHost(host: string | null, allowed: readonly string[]): boolean {
  if (host === null) return false;
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return LOOPBACK.test(name) || allowed.some((other) => other.toLowerCase() === name);
}

/** Whether an `Origin` header, if there is one, is a page of this proxy. */
export function isOurOrigin(origin: string | null, allowed: readonly string[]): boolean {
  if (origin === null) return true;
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  return url !== undefined && isOurHost(url.host, allowed);
}
