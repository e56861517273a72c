import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { bundledSqueezr } from "./build/bundle.ts";
import { compilersHere } from "./build/compile.ts";
import { ROOT } from "./build/run.ts";
import { smokeTest } from "./build/smoke.ts";
import { targetOfHost } from "./build/targets.ts";

const DIST = join(ROOT, "dist");
const BINARY = join(DIST, process.platform === "win32" ? "squeezr.exe" : "squeezr");
const PARTS = join(DIST, "parts");

mkdirSync(DIST, { recursive: true });
rmSync(BINARY, { force: true });
const host = targetOfHost();
const main = bundledSqueezr(PARTS);
compilersHere(main, host)(host).compile(main, host, BINARY);
rmSync(PARTS, { recursive: true });
const megabytes = (statSync(BINARY).size / 1024 / 1024).toFixed(0);
console.log(`Built ${BINARY} (${megabytes} MB).`);
await smokeTest(BINARY);
