import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

/** Packs a file beside itself and gives the name of the packed one. */
export async function packed(file: string): Promise<string> {
  const name = `${file}.gz`;
  await pipeline(createReadStream(file), createGzip({ level: 9 }), createWriteStream(name));
  return name;
}

/** Writes `SHA256SUMS` over these files into a folder, in the form that `sha256sum -c` reads. */
export async function writeSums(files: readonly string[], folder: string): Promise<void> {
  const lines = await Promise.all(
    files.map(async (file) => `${await sumOf(file)}  ${basename(file)}`),
  );
  writeFileSync(join(folder, "SHA256SUMS"), `${lines.join("\n")}\n`);
}

async function sumOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
