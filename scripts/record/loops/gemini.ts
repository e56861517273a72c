import { type Content, GoogleGenAI } from "@google/genai";
import { INSTRUCTIONS, type Loop, SHELL } from "./loop.ts";
import { type Answer, answersOf, idOf } from "./model.ts";
import { Recorder } from "./recorder.ts";

const MODEL = "gemini-3.1-pro-preview";

const { name, description, parameters } = SHELL;
const CONFIG = {
  systemInstruction: INSTRUCTIONS,
  tools: [{ functionDeclarations: [{ name, description, parametersJsonSchema: parameters }] }],
};

/** Google's SDK on generateContent. */
export const geminiLoop: Loop = {
  name: "@google/genai",
  isHeldAbove: false,

  record: async (tasks, run) => {
    const recorder = new Recorder(answersOf(tasks), bodyOf);
    const { models } = new GoogleGenAI({
      apiKey: "k",
      httpOptions: { fetch: recorder.fetch, retryOptions: { attempts: 1 } },
    });
    const contents: Content[] = [];
    for (const { prompt } of tasks) {
      contents.push({ role: "user", parts: [{ text: prompt }] });
      for (let isOver = false; !isOver;) {
        const { candidates } = await models.generateContent({
          model: MODEL,
          contents,
          config: CONFIG,
        });
        const content = candidates![0].content!;
        contents.push(content);
        const calls = (content.parts ?? []).flatMap(({ functionCall }) => functionCall ?? []);
        if (calls.length > 0) {
          const results = calls.map(({ id, name, args }) => ({
            functionResponse: { id, name, response: { output: run(String(args!.command)) } },
          }));
          contents.push({ role: "user", parts: results });
        }
        isOver = calls.length === 0;
      }
    }
    return recorder.exchanges;
  },
};

function bodyOf(answer: Answer) {
  const calls = answer.commands.map((command, i) => ({
    functionCall: { id: idOf("call", answer, i), name, args: { command } },
    ...(i === 0 && { thoughtSignature: btoa(idOf("signature", answer)) }),
  }));
  const parts = [...(answer.says ? [{ text: answer.says }] : []), ...calls];
  return {
    candidates: [{ content: { role: "model", parts }, finishReason: "STOP", index: 0 }],
    modelVersion: MODEL,
    responseId: idOf("response", answer),
  };
}
