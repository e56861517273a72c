import assert from "node:assert/strict";
import type { Io, Signal } from "../kit/io.ts";
import { type Passing, passSignals } from "./pass.ts";

/** Passes signals on in a world where the group got those of `heard`, each told of once. */
function scene(ignored: readonly Signal[] = []) {
  const sent: Signal[] = [];
  const heard: Signal[] = [];
  let send: (signal: Signal) => void = () => {};
  const onSignal: Io["onSignal"] = (_signals, handle) => void (send = handle);
  const passing: Passing = passSignals({ onSignal } as unknown as Io, ignored);
  const receiver = {
    kill: (signal: Signal) => void sent.push(signal),
    heard: () => Promise.resolve(heard.splice(0)),
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { sent, heard, passing, receiver, send: (signal: Signal) => send(signal), settle };
}

Deno.test("what was sent to all of the group is not passed on, also where it came twice at once", async () => {
  const { sent, heard, passing, receiver, send, settle } = scene();
  passing.to(receiver);
  heard.push("SIGINT", "SIGINT");
  send("SIGINT");
  send("SIGINT");
  send("SIGINT");
  await settle();
  assert.deepEqual(sent, ["SIGINT"]);
  send("SIGTERM");
  await settle();
  assert.deepEqual(sent, ["SIGINT", "SIGTERM"]);
});

Deno.test("what only the proxy got does not swallow a later signal", async () => {
  const { sent, heard, passing, receiver, send, settle } = scene();
  passing.to(receiver);
  heard.push("SIGTERM");
  send("SIGINT");
  await settle();
  send("SIGTERM");
  await settle();
  assert.deepEqual(sent, ["SIGINT", "SIGTERM"]);
});

Deno.test("a signal that came before the command is told of, and passed on when that is there", async () => {
  const { sent, passing, receiver, send } = scene();
  send("SIGTERM");
  assert.equal(await passing.early, "SIGTERM");
  passing.to(receiver);
  assert.deepEqual(sent, ["SIGTERM"]);
});

Deno.test("a signal that was to be ignored is", async () => {
  const { sent, passing, receiver, send, settle } = scene(["SIGHUP"]);
  passing.to(receiver);
  send("SIGHUP");
  await settle();
  assert.deepEqual(sent, []);
});
