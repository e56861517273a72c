import { Buffer } from "node:buffer";
import { providerOf } from "../providers/list.ts";
import type { Recorder, Reply } from "../recording/recorder.ts";
import { plainBodyOf } from "./encoding.ts";
import { handle } from "./handle.ts";
import { isPacked } from "./headers.ts";
import type { House } from "./house.ts";
import { relay } from "./relay.ts";
import type { Route } from "./routes.ts";
import { followWithCare, goOnWithout } from "./with_care.ts";

/** Longer answers are left out of a recording. In bytes. */
const LONGEST_ANSWER = 16 * 1024 * 1024;

/** One request, to its upstream and back, which is written down: as its client sent it, and what came down. */
export async function handleAndRecord(
  request: Request,
  route: Route,
  house: House,
  recorder: Recorder,
): Promise<Response> {
  const api = apiOf(route, house);
  if (api === undefined) return await handle(request, route, house);
  const copy = request.clone();
  const write = () => writeDown(copy, { api, path: route.path }, house, recorder);
  const [answer, tell] = await Promise.all([
    handle(request, route, house),
    goOnWithout(undefined, write, house),
  ]);
  return tell ? toldOf(answer, tell, house) : answer;
}

/** The API of a request in which a model is asked; of no others anything is recorded. */
function apiOf({ upstream, path }: Route, { config: { upstreams } }: House): string | undefined {
  if (!Object.hasOwn(upstreams, upstream)) return undefined;
  const { api } = upstreams[upstream];
  const purpose = providerOf(api, "POST", path)?.purposeOf("POST", path);
  return purpose === "message" ? api : undefined;
}

/** Gives whom to tell of the answer; nobody where the body can't be unpacked. */
async function writeDown(
  request: Request,
  facts: { readonly api: string; readonly path: string },
  house: House,
  recorder: Recorder,
): Promise<((reply: Reply) => void) | undefined> {
  const at = house.now();
  const came = new Uint8Array(await request.arrayBuffer());
  const body = await plainBodyOf(came, request.headers.get("content-encoding"));
  const agent = request.headers.get("user-agent") ?? "";
  return body && recorder.asked({ at, ...facts, agent, body });
}

/** The same answer, of which somebody is told when it has come down. */
function toldOf(answer: Response, tell: (reply: Reply) => void, house: House): Response {
  const { status, statusText, headers } = answer;
  const facts = { begun: house.now(), status, type: headers.get("content-type") ?? "" };
  const held = new Held();
  const over = () =>
    Promise.resolve(tell({ ...facts, body: isPacked(headers) ? undefined : held.all() }));
  if (answer.body === null) {
    void over();
    return answer;
  }
  const passing = (bytes: Uint8Array) => Promise.resolve(held.add(bytes));
  const body = relay(answer.body, followWithCare({ passing, over }, house));
  return new Response(body, { status, statusText, headers });
}

/** Bytes that are held until they are too many. */
class Held {
  #parts: Uint8Array[] | undefined = [];
  #length = 0;

  add(bytes: Uint8Array): void {
    this.#length += bytes.length;
    if (this.#length > LONGEST_ANSWER) this.#parts = undefined;
    this.#parts?.push(bytes.slice());
  }

  all(): Uint8Array | undefined {
    return this.#parts && Buffer.concat(this.#parts);
  }
}
