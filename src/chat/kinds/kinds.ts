import type { EndpointKindName } from "../../core/settings/index.ts";
import type { EndpointKind } from "./endpoint-kind.ts";
import { openai } from "./openai.ts";
import { openrouter } from "./openrouter.ts";
import { vllm } from "./vllm.ts";

const kinds: Readonly<Record<EndpointKindName, EndpointKind>> = {
  vllm,
  openrouter,
  openai,
};

/** What is special to the servers of a kind. */
export function kindOf(name: EndpointKindName): EndpointKind {
  return kinds[name];
}
