import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./build/bundle.ts";
import { compilersHere } from "./build/compile.ts";
import { ROOT } from "./build/run.ts";
import { smokeTest } from "./build/smoke.ts";
import { targetOfHost } from "./build/targets.ts";

const DIST = join(ROOT, "dist");
const BINARY = join(DIST, process.platform === "win32" ? "squeezr.exe" : "squeezr");
const BUNDLE = join(DIST, "squeezr.mjs");

mkdirSync(DIST, { recursive: true });
rmSync(BINARY, { force: true });
const host = targetOfHost();
bundle(BUNDLE);
compilersHere(BUNDLE, host)(host).compile(BUNDLE, host, BINARY);
rmSync(BUNDLE);
const megabytes = (statSync(BINARY).size / 1024 / 1024).toFixed(0);
console.log(`Built ${BINARY} (${megabytes} MB).`);
await smokeTest(BINARY);
