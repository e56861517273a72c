import type { Asked } from "./session.ts";
import { IDS_HEADER } from "./upstream.ts";

/** Sends a request and reads its answer to the end; how long that took, in milliseconds. */
export async function timeOf(base: string, { body, ids }: Asked): Promise<number> {
  const begun = performance.now();
  const response = await fetch(`${base}/v1/messages?beta=true`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "anthropic-version": "2023-06-01",
      "x-api-key": "sk-bench",
      "user-agent": "claude-cli/2.1.197 (external, cli)",
      [IDS_HEADER]: ids.join(" "),
    },
    body: body as BodyInit,
  });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${base} answered ${response.status}`);
  return performance.now() - begun;
}
