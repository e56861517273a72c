import assert from "node:assert/strict";
import fc from "fast-check";
import { createLru } from "./lru.ts";

/** The plainest thing that does the same: a list, the latest used last. */
class Model {
  entries: { key: string; value: number }[] = [];
  evictions = 0;

  constructor(readonly maxEntries: number, readonly maxWeight: number) {}

  get weight(): number {
    return this.entries.reduce((sum, { value }) => sum + value, 0);
  }

  get(key: string): number | undefined {
    const found = this.entries.find((entry) => entry.key === key);
    if (!found) return undefined;
    this.entries = [...this.entries.filter((entry) => entry !== found), found];
    return found.value;
  }

  set(key: string, value: number): void {
    this.delete(key);
    if (this.maxEntries < 1 || value > this.maxWeight) return;
    this.entries.push({ key, value });
    while (this.entries.length > this.maxEntries || this.weight > this.maxWeight) {
      this.entries.shift();
      this.evictions++;
    }
  }

  delete(key: string): boolean {
    const before = this.entries.length;
    this.entries = this.entries.filter((entry) => entry.key !== key);
    return this.entries.length < before;
  }
}

const key = fc.constantFrom("a", "b", "c", "d", "e", "f");
const step = fc.oneof(
  fc.record({ does: fc.constant("get" as const), key }),
  fc.record({ does: fc.constant("has" as const), key }),
  fc.record({ does: fc.constant("delete" as const), key }),
  fc.record({ does: fc.constant("set" as const), key, value: fc.nat(12) }),
);

Deno.test("createLru() does what a list with the latest used last does", () => {
  fc.assert(
    fc.property(fc.nat(5), fc.nat(30), fc.array(step), (maxEntries, maxWeight, steps) => {
      const lru = createLru<string, number>({ maxEntries, maxWeight, weigh: (value) => value });
      const model = new Model(maxEntries, maxWeight);
      for (const step of steps) {
        if (step.does === "set") {
          lru.set(step.key, step.value);
          model.set(step.key, step.value);
        } else if (step.does === "has") {
          assert.equal(lru.has(step.key), model.entries.some(({ key }) => key === step.key));
        } else {
          assert.equal(lru[step.does](step.key), model[step.does](step.key));
        }
        assert.deepEqual(lru.values(), model.entries.map(({ value }) => value));
        assert.equal(lru.size, model.entries.length);
        assert.equal(lru.weight, model.weight);
        assert.equal(lru.evictions, model.evictions);
      }
    }),
  );
});

Deno.test("createLru() has no bound that was not asked for", () => {
  const lru = createLru<number, string>({});
  for (let i = 0; i < 10_000; i++) lru.set(i, "x");
  assert.equal(lru.size, 10_000);
  assert.equal(lru.evictions, 0);
});

Deno.test("clear() leaves nothing and does not count as evictions", () => {
  const lru = createLru<string, string>({ maxWeight: 10, weigh: (value) => value.length });
  lru.set("a", "12345");
  lru.clear();
  assert.deepEqual([lru.size, lru.weight, lru.evictions], [0, 0, 0]);
  lru.set("b", "1234567890");
  assert.equal(lru.get("b"), "1234567890");
});
