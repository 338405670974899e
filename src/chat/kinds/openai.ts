import type { EndpointKind } from "./endpoint-kind.ts";

/** Any server that speaks OpenAI's chat completions: llama.cpp, Ollama, LM Studio, hosted services, and OpenAI itself. */
export const openai: EndpointKind = {
  manyChoices: true,
  body(body, baseUrl) {
    if (!baseUrl.startsWith("https://api.openai.com/")) return body;
    // OpenAI's own newer models refuse the name that all others know.
    const { max_tokens: limit, ...others } = body;
    return { ...(limit === undefined ? {} : { max_completion_tokens: limit }), ...others };
  },
  explain: () => null,
};
