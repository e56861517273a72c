/** One session as a client of each API tells it, request by request. */
import { anthropic } from "../../src/providers/anthropic/anthropic.ts";
import { gemini } from "../../src/providers/gemini/gemini.ts";
import { ollama } from "../../src/providers/ollama/ollama.ts";
import { openaiChat } from "../../src/providers/openai_chat/openai_chat.ts";
import { openaiResponses } from "../../src/providers/openai_responses/openai_responses.ts";
import type { Provider } from "../../src/providers/provider.ts";

/** JSON that nobody but its owner has to understand, as no printer of ours would write it. */
export const FOREIGN =
  `"x_foreign": {"n":12345678901234567890, "f":1.0,"z":-0,"e":1E3,"s":"\\u00e9\\/\\ud83d\\ude00",` +
  `"2":0,"1":[ ],"twice":1,"twice":2,"tool_result":"x","content":[{"type":"new_kind","text":"t"}]}`;

/** One call and what it gave back. */
export interface Told {
  readonly id: string;
  readonly command: string;
  readonly output: string;
}

/** How one API says a session. */
export interface Wording {
  readonly provider: Provider;
  readonly path: string;
  /** The entries of one round: what the model called, and what that gave back. */
  round(told: Told): readonly string[];
  /** What the user says first. */
  readonly prompt: string;
  /** The whole request; clients write some of it otherwise each time. */
  body(entries: readonly string[], nth: number): string;
  /** The model's answer that makes the call. */
  answer(told: Told): string;
}

const json = JSON.stringify;
const schema = { type: "object", properties: { command: { type: "string" } } };
const chatTool = { type: "function", function: { name: "bash", parameters: schema } };

function anthropicSaid({ id, command }: Told): string {
  return `{"role":"assistant","content":[{"type":"text","text":"I look."},{"type":"tool_use",` +
    `"id":${json(id)},"name":"bash","input":${json({ command })},${FOREIGN}}]}`;
}

const anthropicWords: Wording = {
  provider: anthropic,
  path: "/v1/messages?beta=true",
  prompt: `{"role":"user","content":"Begin."}`,
  round: (told) => [
    anthropicSaid(told),
    `{"role":"user","content":[{"type":"tool_result","tool_use_id":${json(told.id)},` +
    `"content":${json(told.output)},${FOREIGN}}]}`,
  ],
  // The marker moves to the last message.
  body: (entries, nth) => {
    const marked = entries.map((entry, i) =>
      i === entries.length - 1 && i > 0
        ? entry.replace(/\}\]\}$/, `,"cache_control":{"type":"ephemeral"}}]}`)
        : nth % 2 === 1
        ? entry.replace(`"content":"Begin."`, `"content":[{"type":"text","text":"Begin."}]`)
        : entry
    );
    const tool = { name: "bash", input_schema: schema };
    return `{"model":"claude-opus-4-8","max_tokens":9,${FOREIGN},"tools":[${json(tool)}],` +
      `"messages":[${marked.join(", ")}]}`;
  },
  answer: (told) =>
    `{"id":"msg_${told.id}","type":"message","model":"claude-opus-4-8","stop_reason":"tool_use",` +
    `"usage":{"input_tokens":1,"output_tokens":1},${anthropicSaid(told).slice(1)}`,
};

function chatSaid({ id, command }: Told): string {
  return `{"role":"assistant","content":"I look.",${FOREIGN},"tool_calls":[{"id":${json(id)},` +
    `"type":"function","function":{"name":"bash","arguments":${json(json({ command }))}}}]}`;
}

const chatWords: Wording = {
  provider: openaiChat,
  path: "/v1/chat/completions",
  prompt: `{"role":"user","content":"Begin."}`,
  round: (told) => [
    chatSaid(told),
    `{"role":"tool","tool_call_id":${json(told.id)},"content":${json(told.output)},${FOREIGN}}`,
  ],
  body: (entries, nth) =>
    `{"model":"m","user":"u${nth}",${FOREIGN},"tools":[${json(chatTool)}],"messages":[${
      entries.join(",\n")
    }]}`,
  answer: (told) =>
    `{"id":"chat_${told.id}","choices":[{"index":0,"finish_reason":"tool_calls","message":${
      chatSaid(told)
    }}]}`,
};

function responsesSaid({ id, command }: Told): string {
  return `{"type":"reasoning","id":"rs_${id}","summary":[],"encrypted_content":"of_${id}_kept"},` +
    `{"type":"function_call","call_id":${json(id)},"name":"bash","arguments":${
      json(json({ command }))
    },${FOREIGN}}`;
}

const responsesWords: Wording = {
  provider: openaiResponses,
  path: "/v1/responses",
  prompt: `{"role":"user","content":[{"type":"input_text","text":"Begin."}]}`,
  round: (told) => [
    responsesSaid(told),
    `{"type":"function_call_output","call_id":${json(told.id)},"output":${
      json(told.output)
    },${FOREIGN}}`,
  ],
  body: (entries, nth) =>
    `{"model":"m","store":false,"client_metadata":{"turn":"${nth}"},${FOREIGN},"tools":[${
      json({ type: "function", name: "bash", parameters: schema })
    }],"input":[${entries}]}`,
  answer: (told) =>
    `{"id":"resp_${told.id}","object":"response","status":"completed","output":[${
      responsesSaid(told)
    }]}`,
};

function geminiSaid({ id, command }: Told): string {
  return `{"role":"model","parts":[{"text":"I look."},{"functionCall":{"id":${
    json(id)
  },"name":"shell","args":${
    json({ command })
  }},"thoughtSignature":"c2lnbmF0dXJl${id}",${FOREIGN}}]}`;
}

const geminiWords: Wording = {
  provider: gemini,
  path: "/v1beta/models/gemini-3-pro:generateContent",
  prompt: `{"role":"user","parts":[{"text":"Begin."}]}`,
  round: (told) => [
    geminiSaid(told),
    `{"role":"user","parts":[{"functionResponse":{"id":${json(told.id)},"name":"shell",` +
    `"response":{"output":${json(told.output)},"exit":0}},${FOREIGN}}]}`,
  ],
  body: (entries, nth) =>
    `{${FOREIGN},"labels":{"nth":"${nth}"},"tools":[{"functionDeclarations":[${
      json({ name: "shell", parametersJsonSchema: schema })
    }]}],"contents":[${entries}]}`,
  answer: (told) =>
    `{"responseId":"r_${told.id}","candidates":[{"finishReason":"STOP","content":${
      geminiSaid(told)
    }}]}`,
};

function ollamaSaid({ command }: Told): string {
  return `{"role":"assistant","content":"I look.",${FOREIGN},"tool_calls":[{"function":` +
    `{"name":"bash","arguments":${json({ command })}}}]}`;
}

const ollamaWords: Wording = {
  provider: ollama,
  path: "/api/chat",
  prompt: `{"role":"user","content":"Begin."}`,
  round: (told) => [
    ollamaSaid(told),
    `{"role":"tool","tool_name":"bash","content":${json(told.output)},${FOREIGN}}`,
  ],
  body: (entries, nth) =>
    `{"model":"m","stream":false,"options":{"seed":${nth}},${FOREIGN},"tools":[${
      json(chatTool)
    }],"messages":[${entries}]}`,
  answer: (told) =>
    `{"model":"m","message":${ollamaSaid(told)},"done":true,"done_reason":"stop","eval_count":3}`,
};

/** Every API, by the words that people have for it. */
export const WORDINGS: Readonly<Record<string, Wording>> = {
  "Anthropic Messages": anthropicWords,
  "OpenAI Chat": chatWords,
  "OpenAI Responses": responsesWords,
  "Gemini": geminiWords,
  "Ollama": ollamaWords,
};
