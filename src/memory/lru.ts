/** What an LRU may hold. Without a bound of its own, a side has none. */
export interface LruBounds<V> {
  readonly maxEntries?: number;
  /** What all values may weigh together. */
  readonly maxWeight?: number;
  /** What a value weighs, asked once, when it is set. */
  readonly weigh?: (value: V) => number;
}

/** A map that forgets what was used longest ago. */
export interface Lru<K, V> {
  readonly size: number;
  readonly weight: number;
  /** How many entries were dropped to make room. */
  readonly evictions: number;
  /** Looks without using. */
  has(key: K): boolean;
  get(key: K): V | undefined;
  /** A value that would not fit even alone is not kept, and drops nothing but its own earlier value. */
  set(key: K, value: V): void;
  delete(key: K): boolean;
  /** Those used longest ago first. */
  values(): V[];
  clear(): void;
}

/** A `Map` keeps its keys in the order in which they were set: setting again on use makes that order recency. */
export function createLru<K, V>(bounds: LruBounds<V>): Lru<K, V> {
  const { maxEntries = Infinity, maxWeight = Infinity, weigh = () => 1 } = bounds;
  const entries = new Map<K, { readonly value: V; readonly weight: number }>();
  let weight = 0;
  let evictions = 0;

  function get(key: K): V | undefined {
    const entry = entries.get(key);
    if (!entry) return undefined;
    entries.delete(key);
    entries.set(key, entry);
    return entry.value;
  }

  function set(key: K, value: V): void {
    const entry = { value, weight: weigh(value) };
    remove(key);
    if (maxEntries < 1 || entry.weight > maxWeight) return;
    entries.set(key, entry);
    weight += entry.weight;
    makeRoom();
  }

  function remove(key: K): boolean {
    weight -= entries.get(key)?.weight ?? 0;
    return entries.delete(key);
  }

  function makeRoom(): void {
    for (const oldest of entries.keys()) {
      if (entries.size <= maxEntries && weight <= maxWeight) return;
      remove(oldest);
      evictions++;
    }
  }

  function clear(): void {
    entries.clear();
    weight = 0;
  }

  return {
    get size() {
      return entries.size;
    },
    get weight() {
      return weight;
    },
    get evictions() {
      return evictions;
    },
    has: (key) => entries.has(key),
    get,
    set,
    delete: remove,
    values: () => Array.from(entries.values(), (entry) => entry.value),
    clear,
  };
}
