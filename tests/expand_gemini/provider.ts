import { answerOf } from "./answer.ts";
import { type Entry, isPrompt, joined, OURS, type Part, plain, told } from "./words.ts";

/** What the model says when it was told this. */
export type Script = (contents: readonly Entry[], nth: number) => readonly Part[];

/** How a provider behaves where models differ. */
export interface Manners {
  /** Calls have ids. */
  readonly hasIds: boolean;
  /** Words that end an answer are signed too, on their last part. */
  readonly signsWords?: boolean;
}

/** Refuses what the real one refuses, and every history that is not the one that it was sent. */
export class StrictGemini {
  readonly problems: string[] = [];
  requests = 0;
  /** What calls of ours were answered. */
  readonly given: unknown[] = [];
  #history: readonly string[] = [];
  readonly #script: Script;
  readonly #manners: Manners;
  /** Each signature, and the part that it came on. */
  readonly #signed = new Map<string, string>();

  constructor(script: Script, manners: Manners) {
    this.#script = script;
    this.#manners = manners;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const { contents: written, tools } = await request.json();
    const contents = joined(written);
    const names = tools.flatMap((tool: { functionDeclarations: { name: string }[] }) =>
      tool.functionDeclarations.map(({ name }) => name)
    );
    const before = this.problems.length;
    // As Vertex has it.
    if (tools.length > 1) this.problems.push("functions are declared in several tools");
    if (names.at(-1) !== OURS) this.problems.push("the tool is not the last one");
    this.#checkHistory(contents);
    this.#checkPairs(contents);
    this.#checkSignatures(contents);
    if (this.problems.length > before) return refusalOf(this.problems.slice(before));
    const nth = this.requests++;
    const said = this.#said(this.#script(contents, nth), nth);
    this.#history = [...contents.map(plain), plain({ role: "model", parts: said })];
    return answerOf(said, nth, new URL(request.url));
  };

  /** The first call of an answer is signed, and no other. */
  #said(parts: readonly Part[], nth: number): Part[] {
    const { hasIds, signsWords } = this.#manners;
    const first = parts.findIndex(({ functionCall }) => functionCall);
    const at = first < 0 && signsWords ? parts.length - 1 : first;
    return parts.map((part, i) => {
      const asked = part.functionCall;
      const id = hasIds ? { id: `call-of-gemini-${nth}-${i}` } : {};
      const said = asked ? { functionCall: { ...id, ...asked } } : part;
      if (i !== at) return said;
      const thoughtSignature = btoa(`signature ${nth}`);
      this.#signed.set(thoughtSignature, told(said));
      return { ...said, thoughtSignature };
    });
  }

  #checkHistory(contents: readonly Entry[]): void {
    this.#history.forEach((said, i) => {
      if (contents[i] === undefined) this.problems.push(`${this.requests}: entry ${i} is gone`);
      else if (plain(contents[i]) !== said) {
        this.problems.push(`${this.requests}: entry ${i} was ${said}, is ${plain(contents[i])}`);
      }
    });
  }

  /** Results answer the calls before them, as many and in their order. */
  #checkPairs(contents: readonly Entry[]): void {
    contents.forEach(({ parts }, i) => {
      const calls = parts.flatMap(({ functionCall }) => functionCall ?? []);
      const results = (contents[i + 1]?.parts ?? [])
        .flatMap(({ functionResponse }) => functionResponse ?? []);
      const [asked, told] = [calls, results].map((all) =>
        all.map(({ id, name }) => `${id} ${name}`).join()
      );
      if (calls.length > 0 && asked !== told) this.problems.push(`${asked} was answered ${told}`);
      const ours = results.filter(({ name }) => name === OURS);
      this.given.push(...ours.map(({ response }) => response.output ?? response.error));
    });
  }

  /** A signature stands on the part that it came on; of the steps of this turn each has its own. */
  #checkSignatures(contents: readonly Entry[]): void {
    for (const { thoughtSignature, ...part } of contents.flatMap(({ parts }) => parts)) {
      const signed = thoughtSignature && this.#signed.get(thoughtSignature);
      if (signed && signed !== told(part)) {
        this.problems.push(`${thoughtSignature} was on ${signed}, is on ${told(part)}`);
      }
    }
    for (const { role, parts } of contents.slice(contents.findLastIndex(isPrompt))) {
      const first = parts.find(({ functionCall }) => functionCall);
      if (role === "model" && first && !first.thoughtSignature) {
        this.problems.push("Function call is missing a thought_signature");
      }
    }
  }
}

function refusalOf(problems: readonly string[]): Response {
  const error = { code: 400, message: problems.join("; "), status: "INVALID_ARGUMENT" };
  return Response.json({ error }, { status: 400 });
}
