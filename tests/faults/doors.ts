/** The ways in which the APIs answer, each with a small request and a small answer. */
import { anthropicDoors } from "./doors/anthropic.ts";
import { chatDoors } from "./doors/chat.ts";
import type { Door } from "./doors/door.ts";
import { geminiDoors } from "./doors/gemini.ts";
import { ollamaDoors } from "./doors/ollama.ts";
import { responsesDoors } from "./doors/responses.ts";

/** All of them. */
export const DOORS: readonly Door[] = [
  ...anthropicDoors,
  ...chatDoors,
  ...responsesDoors,
  ...geminiDoors,
  ...ollamaDoors,
];
