import type { Rule } from "../rule.ts";
import { ava } from "./ava.ts";
import { cargo } from "./cargo.ts";
import { deno } from "./deno.ts";
import { go } from "./go.ts";
import { goJson } from "./go_json.ts";
import { jest } from "./jest.ts";
import { mocha } from "./mocha.ts";
import { nodeSpec } from "./node_spec.ts";
import { pytest } from "./pytest.ts";
import { tap } from "./tap.ts";
import { unittest } from "./unittest.ts";
import { vitest } from "./vitest.ts";

/** One rule a test runner. Each is known by totals of its own, so their order says nothing. */
export const testRunners: readonly Rule[] = [
  vitest,
  jest,
  mocha,
  nodeSpec,
  ava,
  deno,
  tap,
  pytest,
  unittest,
  goJson,
  go,
  cargo,
];
