import { l10n, type QuickPickItem, QuickPickItemKind } from "vscode";
import type { FoundServer } from "../../adapters/chat/probe/discover-servers.ts";
import type { EndpointKindName } from "../../core/settings/endpoint-kinds.ts";

/** What a new endpoint begins with. */
export type ServerChoice =
  | { readonly type: "kind"; readonly kind: EndpointKindName; readonly example: string }
  | { readonly type: "found"; readonly server: FoundServer }
  | { readonly type: "editor" }
  | { readonly type: "paper"; readonly kind: "openrouter" | "vllm" };

/** An item of the list; separators have no choice. */
export type ServerItem = QuickPickItem & { readonly choice?: ServerChoice };

const kinds: readonly ServerItem[] = [
  {
    label: "vLLM",
    detail: l10n.t("A vLLM server of your own or your company's."),
    choice: { type: "kind", kind: "vllm", example: "http://127.0.0.1:8000/v1" },
  },
  {
    label: "OpenRouter",
    detail: l10n.t("Hundreds of hosted models with one key."),
    choice: { type: "kind", kind: "openrouter", example: "" },
  },
  {
    label: l10n.t("OpenAI-compatible"),
    detail: l10n.t("llama.cpp, Ollama, LM Studio, or any hosted service of that kind."),
    choice: { type: "kind", kind: "openai", example: "http://127.0.0.1:11434/v1" },
  },
];

const editorModels: ServerItem = {
  label: l10n.t("VS Code's own models"),
  detail: l10n.t("Those that its chat offers; they count on their vendors' quotas."),
  choice: { type: "editor" },
};

const paper: readonly ServerItem[] = [
  {
    label: l10n.t("The paper's models on OpenRouter"),
    detail: l10n.t("Those of its fifteen that OpenRouter serves, with prices, in one step."),
    choice: { type: "paper", kind: "openrouter" },
  },
  {
    label: l10n.t("The paper's models on my vLLM servers"),
    detail: l10n.t("Those of its fifteen that your servers have, in one step."),
    choice: { type: "paper", kind: "vllm" },
  },
];

/** The items of the first step; servers that were found come first. */
export function serverItems(found: readonly FoundServer[]): ServerItem[] {
  const separator = (label: string): ServerItem => ({ label, kind: QuickPickItemKind.Separator });
  return [
    ...(found.length === 0 ? [] : [separator(l10n.t("found on this machine")), ...found.map(foundItem)]),
    separator(l10n.t("kinds of servers")),
    ...kinds,
    editorModels,
    separator(l10n.t("all at once")),
    ...paper,
  ];
}

function foundItem(server: FoundServer): ServerItem {
  const { programs, port, models } = server;
  const [first, ...others] = models ?? [];
  return {
    label: l10n.t("{0}, port {1}", programs, port),
    detail: first === undefined ? l10n.t("It tells its models only with a key.") : firstOf(first, others.length),
    choice: { type: "found", server },
  };
}

function firstOf(model: string, others: number): string {
  return others === 0 ? model : l10n.t("{0} and {1} more", model, others);
}
