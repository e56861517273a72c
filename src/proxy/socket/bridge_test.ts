import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { bridge } from "./bridge.ts";
import type { Closing, Hearer, Message, Socket } from "./socket.ts";

/** An end that takes nothing further once so much waits. */
class End implements Socket {
  readonly sent: Message[] = [];
  closed: Closing | undefined;
  isHeld = false;
  waiting = 0;
  hearer: Hearer | undefined;

  get isOpen(): boolean {
    return this.closed === undefined;
  }

  send(message: Message): void {
    this.sent.push(message);
    this.waiting += message.length;
  }

  close(closing: Closing): void {
    this.closed ??= closing;
  }

  hold(): void {
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
  }

  hear(hearer: Hearer): void {
    this.hearer = hearer;
  }
}

const MB = "x".repeat(1 << 20);

function bridged() {
  const [client, upstream] = [new End(), new End()];
  const fail = (line: string) => assert.fail(line);
  const log = { info: fail, warn: fail, error: fail };
  const host = bridge({ client, upstream, frames: undefined }, { log });
  return { client, upstream, host };
}

Deno.test("an upstream is held up while its client reads slowly, and goes on when it has read", async () => {
  const { client, upstream } = bridged();
  for (let i = 0; i < 4; i++) upstream.hearer!.message(MB);
  await setTimeout(1);
  assert.ok(upstream.isHeld);
  assert.ok(client.sent.length < 4);
  while (client.sent.length < 4) {
    client.waiting = 0;
    await setTimeout(1);
  }
  client.waiting = 0;
  while (upstream.isHeld) await setTimeout(1);
  assert.equal(client.sent.length, 4);
});

Deno.test("a client that is too far ahead of its upstream is parted from it", async () => {
  const { client, upstream, host } = bridged();
  for (let i = 0; i < 256 && client.isOpen; i++) host.message(MB);
  assert.ok(client.isOpen);
  for (let i = 0; i < 2; i++) host.message(MB);
  assert.equal(client.closed?.code, 1013);
  assert.equal(upstream.closed?.code, 1013);
  await setTimeout(1);
});
