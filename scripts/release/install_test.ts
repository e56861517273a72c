import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { targetOfHost } from "../build/targets.ts";

const INSTALLER = fileURLToPath(new URL("./install.sh", import.meta.url));
/** Stands for the binary: it says its version, as the real one does. */
const BINARY = "#!/bin/sh\necho 9.9.9\n";

const canRun = process.platform !== "win32" &&
  spawnSync("sh", ["-c", "command -v curl || command -v wget"]).status === 0;

/** A release of one file, in a folder, and a folder to install it into. */
class Scene {
  readonly release = mkdtempSync(join(tmpdir(), "squeezr-release-"));
  readonly folder = join(this.release, "bin");
  readonly file = `squeezr-${targetOfHost().name}`;

  constructor(binary: string = BINARY, sumsOf: string = binary) {
    const [plain, gz] = [Buffer.from(binary), gzipSync(binary)];
    this.write(this.file, plain);
    this.write(`${this.file}.gz`, gz);
    const isAsReleased = sumsOf === binary;
    const sums = [[this.file, sumsOf], [`${this.file}.gz`, isAsReleased ? gz : gzipSync(sumsOf)]];
    this.write(
      "SHA256SUMS",
      Buffer.from(sums.map(([name, bytes]) => `${sumOf(bytes)}  ${name}\n`).join("")),
    );
  }

  write(name: string, bytes: Uint8Array): void {
    writeFileSync(join(this.release, name), bytes);
  }

  /** Variables that are empty are as good as unset. */
  install(env: Readonly<Record<string, string>> = {}) {
    const { status, stdout, stderr } = spawnSync("/bin/sh", [INSTALLER], {
      env: {
        PATH: process.env.PATH,
        HOME: "",
        SQUEEZR_DOWNLOAD: pathToFileURL(this.release).href,
        SQUEEZR_INSTALL: this.folder,
        ...env,
      },
      encoding: "utf8",
    });
    return { code: status, stdout, stderr };
  }

  get installed(): string {
    return join(this.folder, "squeezr");
  }

  [Symbol.dispose](): void {
    rmSync(this.release, { recursive: true });
  }
}

function sumOf(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Where there is nothing to download with, or no shell, there is nothing to try. */
function test(name: string, act: () => void): void {
  Deno.test({ name: `install.sh ${name}`, ignore: !canRun, fn: act });
}

test("puts the binary of this machine into the folder and says so", () => {
  using scene = new Scene();
  const { code, stdout, stderr } = scene.install();
  assert.equal(code, 0, stderr);
  assert.match(stdout, /Installed squeezr 9\.9\.9 for \S+ as .*\/bin\/squeezr/);
  assert.equal(readFileSync(scene.installed, "utf8"), BINARY);
  assert.equal(statSync(scene.installed).mode & 0o777, 0o755);
});

test("takes a release from a folder of this machine with no program to download", () => {
  using scene = new Scene();
  const tools = join(scene.release, "tools");
  mkdirSync(tools);
  const needed = ["uname", "sed", "mktemp", "rm", "mkdir", "chmod", "cp", "mv", "ls", "cut"];
  for (const name of [...needed, "sha256sum", "shasum"]) {
    const path = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();
    if (path !== "") symlinkSync(path, join(tools, name));
  }
  const { code, stderr } = scene.install({ PATH: tools });
  assert.equal(code, 0, stderr);
  assert.equal(readFileSync(scene.installed, "utf8"), BINARY);
});

test("installs over an older one, and into ~/.local/bin where no folder is named", () => {
  using scene = new Scene();
  const env = { SQUEEZR_INSTALL: "", HOME: scene.release };
  for (const _ of ["first", "again"]) assert.equal(scene.install(env).code, 0);
  assert.ok(existsSync(join(scene.release, ".local/bin/squeezr")));
});

test("installs nothing that is not what was released", () => {
  using scene = new Scene(BINARY, "#!/bin/sh\necho 1.0.0\n");
  const { code, stderr } = scene.install();
  assert.equal(code, 1);
  assert.match(
    stderr,
    /is damaged or not what was released: its SHA-256 is .* Nothing was installed/,
  );
  assert.ok(!existsSync(scene.installed));
});

test("installs nothing that the sums do not name", () => {
  using scene = new Scene();
  scene.write("SHA256SUMS", Buffer.from(`${sumOf(BINARY)}  squeezr-elsewhere\n`));
  const { code, stderr } = scene.install();
  assert.equal(code, 1);
  assert.match(stderr, /SHA256SUMS does not name squeezr-/);
  assert.ok(!existsSync(scene.installed));
});

test("installs nothing that does not run here", () => {
  using scene = new Scene("#!/bin/sh\necho no such instruction >&2; exit 1\n");
  const { code, stderr } = scene.install();
  assert.equal(code, 1);
  assert.match(stderr, /does not run here: no such instruction/);
  assert.ok(!existsSync(scene.installed));
});

test("says what is missing: the page, the folder, the files", () => {
  using scene = new Scene();
  const cases = [
    [{ SQUEEZR_DOWNLOAD: "" }, /say where the release is/],
    [{ SQUEEZR_INSTALL: "" }, /there is no HOME/],
    [{ SQUEEZR_DOWNLOAD: "file:///nowhere" }, /cannot download file:\/\/\/nowhere\/SHA256SUMS/],
    [{ SQUEEZR_INSTALL: join(scene.release, scene.file, "bin") }, /cannot make the folder/],
  ] as const;
  for (const [env, said] of cases) {
    const { code, stderr } = scene.install(env);
    assert.equal(code, 1, stderr);
    assert.match(stderr, said);
  }
});

test("leaves the installed one alone where the new one is refused", () => {
  using scene = new Scene();
  assert.equal(scene.install().code, 0);
  chmodSync(scene.installed, 0o755);
  scene.write(`${scene.file}.gz`, Buffer.from("half of it"));
  assert.equal(scene.install().code, 1);
  assert.equal(readFileSync(scene.installed, "utf8"), BINARY);
});
