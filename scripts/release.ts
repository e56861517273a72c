/** Builds what a release is made of into dist/release: `deno task release [--page URL] [TARGET...]`. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { bundledSqueezr } from "./build/bundle.ts";
import { type Compiler, compilersHere } from "./build/compile.ts";
import { checkFormat } from "./build/magic.ts";
import { ROOT } from "./build/run.ts";
import { sbomOf } from "./build/sbom.ts";
import { smokeTest } from "./build/smoke.ts";
import { packed, writeSums } from "./build/sums.ts";
import { fileOf, type Target, targetNamed, targetOfHost, TARGETS } from "./build/targets.ts";

const RELEASE = join(ROOT, "dist", "release");
const PARTS = join(ROOT, "dist", "parts");
const INSTALLERS = ["install.sh", "install.ps1"];
/** Stands in the installers for the page that the release is downloaded from. */
const PAGE = "@RELEASE_PAGE@";

const { values: { page }, positionals } = parseArgs({
  options: { page: { type: "string" } },
  allowPositionals: true,
});
if (page !== undefined && !URL.canParse(page)) throw new Error(`--page takes a URL: ${page}`);
const targets = positionals.length > 0 ? positionals.map(targetNamed) : TARGETS;
const host = targetOfHost();

rmSync(RELEASE, { recursive: true, force: true });
mkdirSync(RELEASE, { recursive: true });
const main = bundledSqueezr(PARTS);
const compilerOf = compilersHere(main, host);
const binaries = targets.map((target) => built(target, compilerOf(target)));
rmSync(PARTS, { recursive: true });
if (targets.includes(host)) await smokeTest(join(RELEASE, fileOf(host)));

const others = [...INSTALLERS.map(installer), sbom(targets.map(compilerOf))];
// Windows has nothing at hand that unpacks them.
const packable = binaries.filter((file) => !file.endsWith(".exe"));
await writeSums([...binaries, ...await Promise.all(packable.map(packed)), ...others], RELEASE);
const unseen = targets.filter((target) => target !== host).map(({ name }) => name);
if (unseen.length > 0) console.log(`Built, and not run here: ${unseen.join(", ")}.`);
console.log(`All of it stands in ${RELEASE}, with SHA256SUMS.`);

function built(target: Target, compiler: Compiler): string {
  const file = join(RELEASE, fileOf(target));
  compiler.compile(main, target, file);
  checkFormat(file, target);
  const megabytes = (statSync(file).size / 1024 / 1024).toFixed(0);
  console.log(`${basename(file)}: ${megabytes} MB, ${compiler.runtime.name}`);
  return file;
}

/** An installer that knows where it is downloaded from, if that was told. */
function installer(name: string): string {
  const text = readFileSync(new URL(`./release/${name}`, import.meta.url), "utf8");
  const file = join(RELEASE, name);
  writeFileSync(file, text.replaceAll(PAGE, page?.replace(/\/$/, "") ?? PAGE), { mode: 0o755 });
  return file;
}

function sbom(compilers: readonly Compiler[]): string {
  const file = join(RELEASE, "sbom.cdx.json");
  writeFileSync(file, sbomOf([...new Set(compilers)].map(({ runtime }) => runtime)) + "\n");
  return file;
}
