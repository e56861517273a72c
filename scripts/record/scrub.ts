import { homedir, hostname, userInfo } from "node:os";

/** The folder that a recording speaks of. */
const PROJECT = "/repo";

/** What a recording may not tell: where it was made, by whom, and where packages come from. */
export function scrubberOf(folders: readonly string[]): (text: string) => string {
  const words: readonly [string | RegExp, string][] = [
    ...folders.map((folder): [string, string] => [folder, PROJECT]),
    [homedir(), "/home/dev"],
    // Packages and caches lie in folders named for the registry that they came from.
    [/\/(npm|https|http_cache)\/[\w.-]+\.[a-z]{2,}\//g, "/$1/registry.example/"],
    [/https?:\/\/registry\.[\w.-]+/g, "https://registry.example"],
    [/[\w.+-]+@([\w-]+\.)+[a-z]{2,}\b/g, "dev@repo.example"],
    [/^Author: .*$/gm, "Author: Dev <dev@repo.example>"],
    // Listings tell the owner of each file.
    [new RegExp(`\\b${userInfo().username}( +)${userInfo().username}\\b`, "g"), "dev$1dev"],
    [new RegExp(`\\b${hostname()}\\b`, "g"), "localhost"],
  ];
  return (text) => words.reduce((scrubbed, [word, by]) => scrubbed.replaceAll(word, by), text);
}
