/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` name for a URL of `wss:` or `ws:`, read as the
 * runtimes' own `fetch` reads them: small letters first, `http:` where no scheme is named.
 */
export function proxyFor(url: URL, variables: Variables): URL | undefined {
  const read = (name: string) => variables[name] || variables[name.toUpperCase()] || "";
  if (isExempt(url, read("no_proxy"))) return undefined;
  const named = read(url.protocol === "wss:" ? "https_proxy" : "http_proxy") || read("all_proxy");
  const text = named.includes("://") ? named : `http://${named}`;
  return named !== "" && URL.canParse(text) ? new URL(text) : undefined;
}

/** Names stand for their subdomains too; `*` for everything. */
function isExempt(url: URL, list: string): boolean {
  const port = url.port || (url.protocol === "wss:" ? "443" : "80");
  return list.split(/[\s,]+/).some((entry) => {
    const [, name, only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (entry === "*") return true;
    const isThere = url.hostname === name || url.hostname.endsWith(`.${name}`);
    return Boolean(name) && isThere && (only === undefined || only === port);
  });
}
