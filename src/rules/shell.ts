import { type Token, wordsOf } from "./shell/words.ts";
import { nameOf, unwrapped } from "./shell/wrappers.ts";

/** One program of a pipeline. */
export interface Stage {
  /** Without its folder: `cat` for `/bin/cat`. */
  readonly program: string;
  /** Quotes taken off, redirections left out. */
  readonly args: readonly string[];
  /** The file it reads in place of a pipe: `< file`. */
  readonly input: string | undefined;
  /** The text it reads in place of a pipe: `<<EOF`, `<<<`. */
  readonly here: string | undefined;
}

export type Pipeline = readonly Stage[];

const SHELLS = new Set(["ash", "bash", "dash", "eval", "fish", "ksh", "sh", "zsh"]);
/** What these do can't be seen in the output, or it is another stage that does it. */
const SILENT = new Set([":", "case", "cd", "export", "for", "function", "select", "set", "true"]);
/** Shells within shells: what is deeper is one program `bash`. */
const DEEPEST = 4;

/**
 * The programs that a shell command runs, a pipeline each, in order: what is left of
 * `cd /x && FOO=1 sudo timeout 5 bash -lc 'a | b' | c` is `a`, `b`, `c`.
 */
export function stagesOf(command: string, depth = 0): Pipeline[] {
  return pipelinesOf(wordsOf(command))
    .flatMap((pipeline) => depth < DEEPEST ? opened(pipeline, depth) : [pipeline])
    .filter((pipeline) => !pipeline.every(({ program }) => SILENT.has(program)));
}

function pipelinesOf(tokens: readonly Token[]): Pipeline[] {
  const pipelines: Stage[][] = [[]];
  let part = new Part();
  for (const { kind, text } of tokens) {
    if (kind === "word") part.add(text);
    else if (/[<>]/.test(text)) part.redirect = text;
    else {
      const stage = part.stage();
      // A line may end after `|`, and the pipeline goes on.
      if (stage === undefined && text === "\n") continue;
      if (stage !== undefined) pipelines[pipelines.length - 1].push(stage);
      if (!text.startsWith("|") || text === "||") pipelines.push([]);
      part = new Part();
    }
  }
  const last = part.stage();
  if (last !== undefined) pipelines[pipelines.length - 1].push(last);
  return pipelines.filter((pipeline) => pipeline.length > 0);
}

/** The words of one stage as they come in. */
class Part {
  readonly #words: string[] = [];
  #input: string | undefined;
  #here: string | undefined;
  /** The operator whose operand comes next. */
  redirect: string | undefined;

  add(word: string): void {
    const redirect = this.redirect;
    this.redirect = undefined;
    if (redirect === undefined) this.#words.push(word);
    else if (redirect.endsWith("<<") || redirect === "<<-" || redirect === "<<<") this.#here = word;
    else if (redirect.endsWith("<")) this.#input = word;
  }

  stage(): Stage | undefined {
    const [program, ...args] = unwrapped(this.#words);
    if (program === undefined && this.#input === undefined) return undefined;
    return { program: nameOf(program ?? "cat"), args, input: this.#input, here: this.#here };
  }
}

/** Puts the pipelines that a shell is told to run in the place of that shell. */
function opened(pipeline: Pipeline, depth: number): Pipeline[] {
  const at = pipeline.findIndex((stage) => scriptOf(stage) !== undefined);
  if (at < 0) return [pipeline];
  const inner = stagesOf(scriptOf(pipeline[at]) ?? "", depth + 1);
  const before = pipeline.slice(0, at);
  const behind = pipeline.slice(at + 1);
  if (inner.length === 0) return [[...before, ...behind]].filter((rest) => rest.length > 0);
  return inner.map((stages, i) => [
    ...(i === 0 ? before : []),
    ...stages,
    ...(i === inner.length - 1 ? behind : []),
  ]);
}

function scriptOf({ program, args, here }: Stage): string | undefined {
  if (!SHELLS.has(program)) return undefined;
  if (program === "eval") return args.join(" ");
  const at = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
  return at < 0 ? here : args[at + 1];
}
