import type { Rule } from "../rule.ts";
import { ava } from "./ava.ts";
import { bun } from "./bun.ts";
import { cargo } from "./cargo.ts";
import { ctest } from "./ctest.ts";
import { deno } from "./deno.ts";
import { dotnet } from "./dotnet.ts";
import { automake, bazel, meson, minitest, nextest } from "./flat.ts";
import { go } from "./go.ts";
import { gradle } from "./gradle.ts";
import { gtest } from "./gtest.ts";
import { jest } from "./jest.ts";
import { junitTree } from "./junit_tree.ts";
import { mocha } from "./mocha.ts";
import { nodeSpec } from "./node_spec.ts";
import { pest, phpunit } from "./phpunit.ts";
import { playwright } from "./playwright.ts";
import { pytest } from "./pytest.ts";
import { rspec } from "./rspec.ts";
import { surefire } from "./surefire.ts";
import { tap } from "./tap.ts";
import { unittest } from "./unittest.ts";
import { vitest } from "./vitest.ts";
import { xctest } from "./xctest.ts";

/** One rule a test runner, but for events of `go test`, which are no lines for readers. Their order says nothing. */
export const testRunners: readonly Rule[] = [
  vitest,
  jest,
  mocha,
  nodeSpec,
  ava,
  bun,
  deno,
  playwright,
  tap,
  pytest,
  unittest,
  go,
  cargo,
  nextest,
  surefire,
  junitTree,
  gradle,
  dotnet,
  rspec,
  minitest,
  phpunit,
  pest,
  ctest,
  gtest,
  automake,
  meson,
  bazel,
  xctest,
];
