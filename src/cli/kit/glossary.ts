import { homeOf, placesOf } from "../../config/home.ts";
import { readIfThere } from "../../memory/disk.ts";
import { type Book, EMPTY } from "../../memory/glossary/book.ts";
import { readingOf } from "../../memory/glossary/form.ts";
import { type Glossary, GlossaryTrouble, openGlossary } from "../../memory/glossary/glossary.ts";
import { ask } from "./ask.ts";
import { Failure } from "./failure.ts";
import type { Io } from "./io.ts";
import { placesHere, settingsOf } from "./settings.ts";
import { findTarget, namedPort, surveyHere, type Target } from "./target.ts";

/** The glossary: of the proxy, which has what is not written down yet; of the file where none or several run. */
export async function glossaryBook(io: Io, port: string | undefined): Promise<Book> {
  const survey = await surveyHere(io);
  const home = homeOf(io.env, io.cwd);
  // Several write to one file: none of them knows more than what it saw in the last two seconds.
  const isShared = survey.running.length > 1 && namedPort(io, port) === undefined;
  const target = isShared ? undefined : await findTarget(io, port, survey);
  if (target) return await askedBook(target);
  if (port !== undefined) throw new Failure(`no proxy runs on port ${namedPort(io, port)}`);
  return home === undefined ? EMPTY : keptBook(home);
}

/** What the file in a state folder holds. */
export function keptBook(home: string): Book {
  const file = placesOf(home).glossary;
  const text = readIfThere(file);
  return text === undefined ? EMPTY : bookIn(text, file);
}

async function askedBook(target: Target): Promise<Book> {
  const reply = await ask(target, "/squeezr/glossary");
  const name = `the proxy on port ${target.port}`;
  if (reply.kind !== "answer") throw new Failure(`${name} does not answer`);
  if (reply.status !== 200) throw new Failure(`${name} gives no glossary (${reply.status})`);
  return bookIn(new TextDecoder().decode(reply.body), `what ${name} says`);
}

/** What a file holds; `name` names it to the user. */
export function bookIn(text: string, name: string): Book {
  const reading = readingOf(text);
  switch (reading.kind) {
    case "book":
      return reading.book;
    case "newer":
      throw new Failure(
        `${name} is a glossary of version ${reading.version}: a newer squeezr wrote it, update this one`,
      );
    case "damaged":
      throw new Failure(`${name} is no glossary: ${reading.problem}`);
  }
}

/** Changes the file. A proxy that runs takes the change over, since it reads the file before it writes it. */
export async function onGlossary<T>(io: Io, work: (glossary: Glossary) => Promise<T>): Promise<T> {
  placesHere(io);
  const { config } = settingsOf(io, {}, false);
  const glossary = openGlossary({
    folder: homeOf(io.env, io.cwd),
    maxEntries: config.glossary.max_entries,
    now: io.now,
  });
  if (glossary.state === "memory") throw new Failure(glossary.problem ?? "there is no glossary");
  if (glossary.problem !== undefined) io.err(`${glossary.problem}\n`);
  try {
    return await work(glossary);
  } catch (error) {
    if (error instanceof GlossaryTrouble) throw new Failure(error.message);
    throw error;
  }
}
