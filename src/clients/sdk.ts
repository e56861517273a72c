import { type Client, plain, type Variable } from "./client.ts";

/** What the vendors' own SDKs read; only OpenAI's wants the version in it. */
const variables: readonly Variable[] = [
  { name: "ANTHROPIC_BASE_URL", holds: { base: { upstream: "anthropic", path: "" } } },
  { name: "OPENAI_BASE_URL", holds: { base: { upstream: "openai", path: "/v1" } } },
  { name: "GOOGLE_GEMINI_BASE_URL", holds: { base: { upstream: "gemini", path: "" } } },
];

/** Any program on a vendor's SDK. */
export const sdk: Client = {
  ...plain,
  name: "sdk",
  title: "programs on the vendors' SDKs",
  programs: [],
  variables: () => variables,
};

/** aider, which reaches every API through LiteLLM. */
export const aider: Client = {
  ...plain,
  name: "aider",
  title: "aider",
  programs: ["aider"],
  variables: () => [
    { name: "OPENAI_API_BASE", holds: { base: { upstream: "openai", path: "/v1" } } },
    { name: "ANTHROPIC_API_BASE", holds: { base: { upstream: "anthropic", path: "" } } },
    ...variables,
  ],
  notes: () => [
    "aider sends files as what the user says, and calls no tools: there is little to shorten",
  ],
};
