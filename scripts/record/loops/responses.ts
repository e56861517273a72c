import OpenAI from "openai";
import { INSTRUCTIONS, type Loop, type Run, SHELL } from "./loop.ts";
import { type Answer, answersOf, idOf } from "./model.ts";
import { Recorder } from "./recorder.ts";

type Input = OpenAI.Responses.ResponseInputItem;

const MODEL = "gpt-5.5";

const ASKED = {
  model: MODEL,
  instructions: INSTRUCTIONS,
  tools: [{ type: "function" as const, strict: false, ...SHELL }],
};

/** OpenAI's SDK on Responses, which sends all of its history each time. */
export const statelessLoop: Loop = {
  name: "openai, Responses",
  isHeldAbove: false,

  record: async (tasks, run) => {
    const recorder = new Recorder(answersOf(tasks), bodyOf);
    const { responses } = new OpenAI({ apiKey: "k", fetch: recorder.fetch, maxRetries: 0 });
    const input: Input[] = [];
    for (const { prompt } of tasks) {
      input.push({ role: "user", content: prompt });
      for (let isOver = false; !isOver;) {
        const { output } = await responses.create({
          ...ASKED,
          input,
          store: false,
          include: ["reasoning.encrypted_content"],
        });
        input.push(...output as Input[]);
        const results = resultsOf(output, run);
        input.push(...results);
        isOver = results.length === 0;
      }
    }
    return recorder.exchanges;
  },
};

/** The same where the server keeps what was said. */
export const heldLoop: Loop = {
  name: "openai, Responses with previous_response_id",
  isHeldAbove: true,

  record: async (tasks, run) => {
    const recorder = new Recorder(answersOf(tasks), bodyOf);
    const { responses } = new OpenAI({ apiKey: "k", fetch: recorder.fetch, maxRetries: 0 });
    let last: string | undefined;
    for (const { prompt } of tasks) {
      let input: Input[] = [{ role: "user", content: prompt }];
      while (input.length > 0) {
        const { id, output } = await responses.create({
          ...ASKED,
          input,
          ...(last !== undefined && { previous_response_id: last }),
        });
        last = id;
        input = resultsOf(output, run);
      }
    }
    return recorder.exchanges;
  },
};

function resultsOf(output: readonly OpenAI.Responses.ResponseOutputItem[], run: Run): Input[] {
  return output.flatMap((item): Input[] =>
    item.type === "function_call"
      ? [{
        type: "function_call_output",
        call_id: item.call_id,
        output: run(JSON.parse(item.arguments).command),
      }]
      : []
  );
}

function bodyOf(answer: Answer) {
  const said = {
    id: idOf("msg", answer),
    type: "message",
    role: "assistant",
    status: "completed",
    content: [{ type: "output_text", text: answer.says, annotations: [] }],
  };
  const reasoning = {
    id: idOf("rs", answer),
    type: "reasoning",
    summary: [],
    encrypted_content: btoa(idOf("encrypted", answer).repeat(6)),
  };
  const calls = answer.commands.map((command, i) => ({
    id: idOf("fc", answer, i),
    type: "function_call",
    call_id: idOf("call", answer, i),
    name: SHELL.name,
    arguments: JSON.stringify({ command }),
    status: "completed",
  }));
  return {
    id: idOf("resp", answer),
    object: "response",
    created_at: 1,
    status: "completed",
    model: MODEL,
    output: [reasoning, ...(answer.says ? [said] : []), ...calls],
  };
}
