import OpenAI from "openai";
import { INSTRUCTIONS, type Loop, SHELL } from "./loop.ts";
import { type Answer, answersOf, idOf } from "./model.ts";
import { Recorder } from "./recorder.ts";

type Message = OpenAI.ChatCompletionMessageParam;

const MODEL = "gpt-6-sol";

/** OpenAI's SDK on Chat Completions. */
export const chatLoop: Loop = {
  name: "openai, Chat",
  isHeldAbove: false,

  record: async (tasks, run) => {
    const recorder = new Recorder(answersOf(tasks), bodyOf);
    const { chat } = new OpenAI({ apiKey: "k", fetch: recorder.fetch, maxRetries: 0 });
    const messages: Message[] = [{ role: "system", content: INSTRUCTIONS }];
    for (const { prompt } of tasks) {
      messages.push({ role: "user", content: prompt });
      for (let isOver = false; !isOver;) {
        const { choices: [{ message }] } = await chat.completions.create({
          model: MODEL,
          messages,
          tools: [{ type: "function", function: SHELL }],
        });
        messages.push(message);
        const calls = (message.tool_calls ?? []).filter((call) => call.type === "function");
        for (const call of calls) {
          const { command } = JSON.parse(call.function.arguments);
          messages.push({ role: "tool", tool_call_id: call.id, content: run(command) });
        }
        isOver = calls.length === 0;
      }
    }
    return recorder.exchanges;
  },
};

function bodyOf(answer: Answer) {
  const calls = answer.commands.map((command, i) => ({
    id: idOf("call", answer, i),
    type: "function",
    function: { name: SHELL.name, arguments: JSON.stringify({ command }) },
  }));
  return {
    id: idOf("chatcmpl", answer),
    object: "chat.completion",
    created: 1,
    model: MODEL,
    choices: [{
      index: 0,
      message: {
        role: "assistant",
        content: answer.says || null,
        refusal: null,
        ...(calls.length > 0 && { tool_calls: calls }),
      },
      finish_reason: calls.length > 0 ? "tool_calls" : "stop",
    }],
  };
}
