import type { EndpointKind } from "./endpoint-kind.ts";

/** vLLM takes every field as it is; fields of its own, `chat_template_kwargs` for one, come from a model's parameters. */
export const vllm: EndpointKind = { manyChoices: true, body: (body) => body, explain: () => null };
