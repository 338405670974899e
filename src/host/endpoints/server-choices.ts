import { type QuickPickItem, QuickPickItemKind } from "vscode";
import type { FoundServer } from "../../adapters/chat/probe/discover-servers.ts";
import type { EndpointKindName } from "../../core/settings/endpoint-kinds.ts";

/** What a new endpoint begins with. */
export type ServerChoice =
  | { readonly type: "kind"; readonly kind: EndpointKindName; readonly example: string }
  | { readonly type: "found"; readonly server: FoundServer }
  | { readonly type: "paper"; readonly kind: "openrouter" | "vllm" };

/** An item of the list; separators have no choice. */
export type ServerItem = QuickPickItem & { readonly choice?: ServerChoice };

const kinds: readonly ServerItem[] = [
  {
    label: "vLLM",
    detail: "A vLLM server of your own or your company's.",
    choice: { type: "kind", kind: "vllm", example: "http://127.0.0.1:8000/v1" },
  },
  {
    label: "OpenRouter",
    detail: "Hundreds of hosted models with one key.",
    choice: { type: "kind", kind: "openrouter", example: "" },
  },
  {
    label: "OpenAI-compatible",
    detail: "llama.cpp, Ollama, LM Studio, or any hosted service of that kind.",
    choice: { type: "kind", kind: "openai", example: "http://127.0.0.1:11434/v1" },
  },
];

const paper: readonly ServerItem[] = [
  {
    label: "The paper's models on OpenRouter",
    detail: "Those of its fifteen that OpenRouter serves, with prices, in one step.",
    choice: { type: "paper", kind: "openrouter" },
  },
  {
    label: "The paper's models on my vLLM servers",
    detail: "Those of its fifteen that your servers have, in one step.",
    choice: { type: "paper", kind: "vllm" },
  },
];

/** The items of the first step; servers that were found come first. */
export function serverItems(found: readonly FoundServer[]): ServerItem[] {
  const separator = (label: string): ServerItem => ({ label, kind: QuickPickItemKind.Separator });
  return [
    ...(found.length === 0 ? [] : [separator("found on this machine"), ...found.map(foundItem)]),
    separator("kinds of servers"),
    ...kinds,
    separator("all at once"),
    ...paper,
  ];
}

function foundItem(server: FoundServer): ServerItem {
  const { programs, port, models } = server;
  const [first, ...others] = models ?? [];
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return {
    label: `${programs}, port ${port}`,
    detail: first === undefined ? "It tells its models only with a key." : `${first}${more}`,
    choice: { type: "found", server },
  };
}
