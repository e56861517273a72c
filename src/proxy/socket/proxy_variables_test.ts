import assert from "node:assert/strict";
import { proxyFor, type Variables } from "./proxy_variables.ts";

const proxy = "http://proxy.example:3128";
const cases: readonly [string, string, Variables, string | undefined][] = [
  ["no variables", "wss://api.example/x", {}, undefined],
  ["small letters", "wss://api.example/", { https_proxy: proxy }, `${proxy}/`],
  ["capitals", "wss://api.example/", { HTTPS_PROXY: proxy }, `${proxy}/`],
  [
    "small letters first",
    "wss://a.b/",
    { https_proxy: proxy, HTTPS_PROXY: "http://x" },
    `${proxy}/`,
  ],
  ["one for both", "ws://api.example/", { ALL_PROXY: proxy }, `${proxy}/`],
  ["the other protocol's", "ws://api.example/", { HTTPS_PROXY: proxy }, undefined],
  ["no scheme", "wss://api.example/", { HTTPS_PROXY: "proxy.example:3128" }, `${proxy}/`],
  ["no URL at all", "wss://api.example/", { HTTPS_PROXY: "http://" }, undefined],
  [
    "an exempt host",
    "wss://api.example/",
    { HTTPS_PROXY: proxy, NO_PROXY: "api.example" },
    undefined,
  ],
  [
    "an exempt domain",
    "wss://a.b.example/",
    { HTTPS_PROXY: proxy, no_proxy: "x, b.example" },
    undefined,
  ],
  ["with a dot", "wss://a.example/", { HTTPS_PROXY: proxy, NO_PROXY: ".example" }, undefined],
  ["with a star", "wss://a.example/", { HTTPS_PROXY: proxy, NO_PROXY: "*.example" }, undefined],
  ["everything", "wss://a.example/", { HTTPS_PROXY: proxy, NO_PROXY: "*" }, undefined],
  [
    "another port",
    "wss://a.example/",
    { HTTPS_PROXY: proxy, NO_PROXY: "a.example:80" },
    `${proxy}/`,
  ],
  ["its port", "wss://a.example/", { HTTPS_PROXY: proxy, NO_PROXY: "a.example:443" }, undefined],
  [
    "part of a name",
    "wss://myapi.example/",
    { HTTPS_PROXY: proxy, NO_PROXY: "api.example" },
    `${proxy}/`,
  ],
];

for (const [name, url, variables, expected] of cases) {
  Deno.test(`proxyFor(): ${name}`, () => {
    assert.equal(proxyFor(new URL(url), variables)?.href, expected);
  });
}
