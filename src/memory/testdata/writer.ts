/** Remembers one request of conversation `key`, says so, and stays until it is killed, or ends if it is told to. */
import { ledgerIn, mark, request, squeeze } from "../testing.ts";

const [folder, key, end] = process.argv.slice(2);
const ledger = ledgerIn(folder, { patience: 2000 });
if (ledger.state !== "disk") throw new Error(ledger.problem);
ledger.remember(request(key, {
  rows: [squeeze("call_1", "text", `t of ${key}`)],
  marks: [mark(`m of ${key}`)],
}));
if (end === undefined) {
  process.stdout.write("remembered\n");
  setInterval(() => undefined, 1000);
} else {
  ledger.close();
}
