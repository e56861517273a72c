import { createProvider } from "../../src/demo/provider.ts";
import type { Script } from "../../src/demo/script.ts";
import { blocksOf, type Fields, fieldsIn } from "../../src/demo/values.ts";
import type { Recipe } from "../support/moves.ts";
import { play } from "../support/play.ts";
import { atDoor, housed, type Settings, statsOf } from "../support/proxies.ts";
import { Stage } from "../support/stage.ts";
import { AnthropicMeter } from "./anthropic.ts";

/** A clock that goes on when it is told to, in milliseconds since 1970. */
export class Clock {
  #at = Date.UTC(2026, 10, 21);

  readonly now = (): number => this.#at;

  pass(milliseconds: number): void {
    this.#at += milliseconds;
  }
}

/** How a session goes. */
export interface Course {
  readonly recipe: Recipe;
  /** How long after the one before each request comes, in milliseconds; 15 s as a rule. */
  readonly pause?: (nth: number) => number;
  /** The provider forgets all that it had before these requests. */
  readonly forgetsBefore?: (nth: number) => boolean;
  /** What the model says, given what it would say. */
  readonly model?: (script: Script) => Script;
  /** The body that a request has, given the one that it would have. */
  readonly body?: (json: string) => string;
  readonly settings?: Settings;
}

/** What a session cost without the proxy and through it, and what the proxy says of it. In dollars. */
export interface Billed {
  readonly direct: number;
  readonly sent: number;
  /** The proxy's stats. */
  readonly stats: Awaited<ReturnType<typeof statsOf>>;
}

/** Plays a session twice, without the proxy and through it, before providers that bill alike. */
export async function billedTwice(course: Course): Promise<Billed> {
  const direct = await billed(course, false);
  const { dollars, stats } = await billed(course, true);
  return { direct: direct.dollars, sent: dollars, stats };
}

async function billed(course: Course, isProxied: boolean) {
  const { recipe, pause = () => 15_000, model = (script) => script, body, settings } = course;
  const clock = new Clock();
  const meter = new AnthropicMeter({ now: clock.now, forgetsBefore: course.forgetsBefore });
  const stage = new Stage();
  const provider = createProvider({ script: model(stage.script), meter });
  const proxy = isProxied ? housed(undefined, provider, settings, undefined, clock.now) : undefined;
  let nth = 0;
  const send = async (request: Request) => {
    clock.pass(pause(nth++));
    const asked = body ? new Request(request, { body: body(await request.text()) }) : request;
    return await (proxy ? proxy.fetch(atDoor(asked)) : provider.fetch(asked));
  };
  try {
    await play(recipe, stage, { send, direct: send, happen: () => Promise.resolve() });
    return { dollars: meter.dollars, stats: proxy && await statsOf(proxy) };
  } finally {
    await proxy?.close();
  }
}

/** A model that now and then asks for the originals behind the markers of results before it goes on. */
export function asksForOriginals(script: Script): Script {
  return (asked) => {
    const ids = idsIn(fieldsIn(asked.body.messages).at(-1));
    const isOffered = fieldsIn(asked.body.tools).some(({ name }) => name === "squeezr_expand");
    if (!isOffered || ids.length === 0 || asked.turn % 3 > 0) return script(asked);
    return {
      says: ids.map((id) => ({ kind: "call", tool: "squeezr_expand", input: { id } })),
    };
  };
}

function idsIn(message: Fields | undefined): string[] {
  const told = JSON.stringify(blocksOf(message?.content)).replaceAll("\\", "");
  const ids = [...told.matchAll(/squeezr_expand\("(\w+)"\)/g)].map(([, id]) => id);
  return [...new Set(ids)].slice(0, 2);
}
