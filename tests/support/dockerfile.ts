import { readFileSync } from "node:fs";

/** What a Dockerfile's last stage says of the container. */
export interface Image {
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly health: readonly string[];
}

/** Reads the instructions that say what runs in a container. */
export function imageOf(file: string | URL): Image {
  const lines = readFileSync(file, "utf8").split("\n");
  const stage = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
  const of = (name: string) => {
    const line = stage.find((line) => line.startsWith(`${name} `));
    if (line === undefined) throw new Error(`${file} has no ${name}`);
    return line.slice(name.length + 1);
  };
  const words = (text: string): string[] => JSON.parse(text.slice(text.indexOf("[")));
  return {
    env: Object.fromEntries(of("ENV").split(" ").map((pair) => pair.split("="))),
    user: of("USER"),
    entrypoint: words(of("ENTRYPOINT")),
    command: words(of("CMD")),
    health: words(of("HEALTHCHECK")),
  };
}
