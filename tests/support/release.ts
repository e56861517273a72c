import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { fileOf, targetOfHost } from "../../scripts/build/targets.ts";

/** Makes a release of one binary in a folder; gives its page. */
export function releaseOf(binary: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const bytes = readFileSync(binary);
  const name = fileOf(targetOfHost());
  const files: [string, Uint8Array][] = [[name, bytes], [
    `${name}.gz`,
    gzipSync(bytes, { level: 1 }),
  ]];
  const sums = files.map(([file, content]) => {
    writeFileSync(join(folder, file), content);
    return `${createHash("sha256").update(content).digest("hex")}  ${file}\n`;
  });
  writeFileSync(join(folder, "SHA256SUMS"), sums.join(""));
  const installer = new URL("../../scripts/release/install.sh", import.meta.url);
  writeFileSync(join(folder, "install.sh"), readFileSync(installer));
  return pathToFileURL(folder).href;
}
