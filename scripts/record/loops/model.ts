import type { Step, Task } from "./plan.ts";

/** One answer of the scripted model. */
export interface Answer extends Step {
  /** Its number among all answers, from which ids are made. */
  readonly nth: number;
}

/** The model's answers, one after another: those of each task, and what it found. */
export function answersOf(tasks: readonly Task[]): Answer[] {
  const steps = tasks.flatMap(({ steps }, i) => [
    ...steps,
    { says: `Part ${i + 1} is done: it is as the tests say.`, commands: [] },
  ]);
  return steps.map((step, nth) => ({ ...step, nth }));
}

/** An id that no other conversation has. */
export function idOf(kind: string, { nth }: Answer, i = 0): string {
  const name = `${kind} ${nth} ${i}`;
  return `${kind}_${btoa(`of the recorded loop: ${name}`).replace(/\W/g, "")}`;
}
