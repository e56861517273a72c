import type { Say } from "../../src/demo/script.ts";
import type { Fields } from "../../src/demo/values.ts";

/** One thing that the model does: what it thinks and says, and the tools that it calls at once. */
export interface Doing {
  readonly thinks?: string;
  readonly says?: string;
  readonly calls: readonly (readonly [tool: string, input: Fields])[];
}

/** One prompt of the user, and how the model goes about it. */
export interface Task {
  readonly prompt: string;
  readonly doings: readonly Doing[];
  readonly ends: string;
}

const bash = (command: string) => ["bash", { command }] as const;
const read = (path: string, more: Fields = {}) => ["read_file", { path, ...more }] as const;
const list = (path: string) => ["list", { path }] as const;
const edit = (path: string, old: string, next: string) =>
  ["edit", { path, old, new: next }] as const;

const SPLICE = "src/json/splice.ts";
const SPLICE_TEST = "src/json/splice_test.ts";

/** The work that is recorded: what an agent does on a day, on the files and commands of this repository. */
export const TASKS: readonly Task[] = [
  {
    prompt: "Have a look around first: what is this project, and how is it tested?",
    doings: [
      {
        thinks: "I look at the folder, the tasks and the last commits before anything else.",
        says: "I'll start with the layout and the recent history.",
        calls: [list("."), bash("git log --oneline | head -40"), read("deno.json")],
      },
      {
        says: "Now the picture of the house and its floors.",
        calls: [read("ARCHITECTURE.md"), list("src"), bash("ls -la src/*/ | head -150")],
      },
      {
        thinks: "The dependency graph of the edits tells which floor they stand on.",
        calls: [
          bash("deno info --json src/json/splice.ts"),
          bash("git status"),
          bash("git clone --progress --no-local . ../copy && ls ../copy"),
        ],
      },
    ],
    ends: "It is a proxy between a coding client and a model's API. Tests stand beside the files.",
  },
  {
    prompt: "Which tests hold splice(), and do they pass?",
    doings: [
      {
        says: "I search for it.",
        calls: [bash("grep -rn 'splice' src --include='*.ts' | head -80"), read(SPLICE)],
      },
      { calls: [read(SPLICE_TEST), bash("deno test -A --no-check src/json")] },
      {
        thinks: "They pass. I check how the rest of the folder is laid out.",
        calls: [
          bash("wc -l src/json/*.ts"),
          bash("deno doc --json src/json/span.ts"),
          bash("git log --stat -3 -- src/json"),
        ],
      },
    ],
    ends: "splice_test.ts holds it, with random documents among the cases. All of it passes.",
  },
  {
    prompt: "Make the order check of splice() too strict: would a test notice? Then put it back.",
    doings: [
      {
        thinks: "I read the file once more before I edit it.",
        calls: [read(SPLICE), bash("git status")],
      },
      {
        says: "I break it on purpose.",
        calls: [edit(SPLICE, "start < free", "start <= free")],
      },
      { calls: [bash("git diff"), bash("deno test -A --no-check src/json"), bash("git status")] },
      {
        thinks: "As expected, they fail. Back to what it was.",
        says: "The tests notice. I put it back.",
        calls: [bash("git checkout -- src/json/splice.ts"), read(SPLICE)],
      },
      { calls: [bash("git diff"), bash("git status"), bash("deno test -A --no-check src/json")] },
    ],
    ends: "The tests noticed, and the file is as it was.",
  },
  {
    prompt: "How do rules get to see a tool's output? Follow one block through the plan.",
    doings: [
      {
        says: "I follow the types from the conversation down.",
        calls: [
          read("src/conversation/conversation.ts"),
          read("src/plan/plan.ts"),
          read("src/rules/rule.ts"),
        ],
      },
      {
        calls: [
          bash("grep -rn 'Decision' src/plan --include='*.ts'"),
          read("src/plan/decision.ts"),
          bash("deno doc --json src/rules/rule.ts"),
        ],
      },
      {
        thinks: "The stages are a list; I read the one that points back.",
        calls: [read("src/plan/refer.ts"), read("src/plan/plan.ts"), list("src/plan")],
      },
      {
        calls: [
          bash("deno test -A --no-check src/plan"),
          bash("deno info --json src/rules/rule.ts"),
        ],
      },
    ],
    ends: "A block goes through four stages; the first that answers decides it.",
  },
  {
    prompt: "Good. Check the whole once more, formatting and lint too, and sum up.",
    doings: [
      {
        says: "Formatting, lint and the last commits.",
        calls: [
          bash("deno fmt --check src/json src/plan"),
          bash("deno lint --json src/json"),
          bash("git log --oneline | head -40"),
        ],
      },
      { calls: [read("deno.json"), read("src/rules/rule.ts"), bash("git status")] },
      {
        thinks: "One last look at the tests of both folders.",
        calls: [
          bash("deno test -A --no-check src/json src/plan"),
          bash("ls -la src/*/ | head -150"),
        ],
      },
    ],
    ends: "Formatting and lint are clean, and the tests of json and plan pass.",
  },
];

/** The model's answers, one after another. */
export const ANSWERS: readonly (readonly Say[])[] = TASKS.flatMap(({ doings, ends }) => [
  ...doings.map(saysOf),
  [{ kind: "text", text: ends } as const],
]);

function saysOf({ thinks, says, calls }: Doing): Say[] {
  return [
    ...(thinks === undefined ? [] : [{ kind: "thinking", text: thinks } as const]),
    ...(says === undefined ? [] : [{ kind: "text", text: says } as const]),
    ...calls.map(([tool, input]) => ({ kind: "call", tool, input }) as const),
  ];
}
