import { readFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../../deno.json" with { type: "json" };
import type { Compiler } from "./compile.ts";
import { mustRun, ROOT } from "./run.ts";

/** What `deno info --json` says of the program, as far as it is read here. */
interface Info {
  readonly modules: readonly { readonly kind?: string; readonly npmPackage?: string }[];
  readonly npmPackages: Readonly<Record<string, Package>>;
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly dependencies: readonly string[];
  readonly localPath: string;
}

/**
 * What is in the binaries beside our own code, as CycloneDX 1.6 (cyclonedx.org/docs/1.6/json): the packages that the
 * program imports, and theirs, with versions and sums from the lock file and licences from the packages themselves;
 * and the runtimes that the binaries hold.
 */
export function sbomOf(runtimes: readonly Compiler["runtime"][]): string {
  const { modules, npmPackages }: Info = JSON.parse(
    mustRun(Deno.execPath(), ["info", "--json", "main.ts"]),
  );
  const imported = modules.flatMap(({ npmPackage }) => npmPackage ?? []);
  const keys = [...withTheirs(imported, npmPackages)].sort();
  const lock = JSON.parse(readFileSync(join(ROOT, "deno.lock"), "utf8"));
  const components = keys.map((key) => componentOf(npmPackages[key], lock.npm[key].integrity));
  return JSON.stringify(
    {
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      version: 1,
      metadata: {
        component: {
          type: "application",
          "bom-ref": "squeezr",
          name: "squeezr",
          version: manifest.version,
          licenses: [{ license: { id: "MIT" } }],
        },
      },
      components: [
        ...runtimes.map((runtime) => ({
          type: "platform",
          "bom-ref": runtime.name,
          ...runtime,
        })),
        ...components,
      ],
      dependencies: [
        { ref: "squeezr", dependsOn: [...new Set(imported)].map(purlOf).sort() },
        ...keys.map((key) => ({
          ref: purlOf(key),
          dependsOn: npmPackages[key].dependencies.map(purlOf),
        })),
      ],
    },
    undefined,
    2,
  );
}

function withTheirs(keys: readonly string[], packages: Info["npmPackages"]): Set<string> {
  const found = new Set(keys);
  for (const key of found) for (const needed of packages[key].dependencies) found.add(needed);
  return found;
}

/** A package's URL (github.com/package-url/purl-spec): the `@` of a scope is written %40. */
function purlOf(key: string): string {
  return `pkg:npm/${key.replace(/^@/, "%40")}`;
}

function componentOf({ name, version, localPath }: Package, integrity: string) {
  const { license } = JSON.parse(readFileSync(join(localPath, "package.json"), "utf8"));
  const [algorithm, sum] = integrity.split("-");
  const purl = purlOf(`${name}@${version}`);
  return {
    type: "library",
    "bom-ref": purl,
    name,
    version,
    purl,
    hashes: [{
      alg: algorithm.replace(/^sha/, "SHA-"),
      content: Buffer.from(sum, "base64").toString("hex"),
    }],
    licenses: [{ license: { id: license } }],
  };
}
