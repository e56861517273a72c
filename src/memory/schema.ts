/**
 * The tables of the ledger.
 *
 * `conversations.id` is never used twice, so what another process has dropped can't come back as somebody else's.
 * Texts of clients and tools are blobs or JSON literals: of a NUL or a lone surrogate in plain text, SQLite gives back
 * what the runtime makes of it. Long columns stand last, where a scan does not touch them.
 */
export const steps: readonly (readonly string[])[] = [[
  `CREATE TABLE conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    offered INTEGER NOT NULL,
    begun INTEGER NOT NULL,
    used INTEGER NOT NULL,
    signed INTEGER NOT NULL DEFAULT 0,
    kept INTEGER NOT NULL DEFAULT 0,
    squeezed INTEGER NOT NULL DEFAULT 0,
    referred INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    client TEXT NOT NULL,
    model TEXT NOT NULL
  )`,
  `CREATE INDEX conversations_by_use ON conversations (used)`,
  `CREATE TABLE served (
    id INTEGER PRIMARY KEY,
    chain TEXT NOT NULL,
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    alone INTEGER NOT NULL,
    answered INTEGER NOT NULL DEFAULT 0,
    UNIQUE (chain, conversation)
  )`,
  `CREATE INDEX served_by_conversation ON served (conversation)`,
  `CREATE TABLE marks (
    mark TEXT PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    kind TEXT NOT NULL
  ) WITHOUT ROWID`,
  `CREATE INDEX marks_by_conversation ON marks (conversation)`,
  `CREATE TABLE sent (
    id INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    anchor TEXT NOT NULL,
    digest TEXT NOT NULL,
    target_anchor TEXT NOT NULL,
    target_digest TEXT NOT NULL,
    kind TEXT NOT NULL,
    because TEXT,
    rule TEXT,
    original TEXT,
    text BLOB,
    UNIQUE (conversation, anchor, digest, target_anchor, target_digest)
  )`,
], [
  `CREATE TABLE layouts (
    id INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    name TEXT NOT NULL,
    edition INTEGER NOT NULL DEFAULT 0,
    sealed INTEGER NOT NULL DEFAULT 0,
    chain TEXT NOT NULL,
    rounds BLOB NOT NULL,
    UNIQUE (conversation, name)
  )`,
  `CREATE TABLE plain_answers (
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    chain TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (conversation, chain, words)
  ) WITHOUT ROWID`,
], [
  `ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0`,
  `CREATE TABLE steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    nth INTEGER NOT NULL,
    step BLOB NOT NULL,
    UNIQUE (conversation, nth)
  )`,
]];

export const SCHEMA_VERSION = steps.length;
