import { l10n, type QuickPickItem, QuickPickItemKind } from "vscode";
import { endpointKinds, type HostedKind, hostedKinds, programKinds } from "../../core/endpoints/index.ts";
import { type FoundServer, looksLikeAddress } from "../../probe/discovery/index.ts";

/** The choice that a new endpoint begins with. */
export type ServerChoice =
  | { readonly type: "address"; readonly address: string; readonly isComplete: boolean }
  | { readonly type: "hosted"; readonly kind: HostedKind }
  | { readonly type: "editor" }
  | { readonly type: "paper"; readonly kind: "openrouter" | "vllm" };

/** An item of the list; separators have no choice. */
export type ServerItem = QuickPickItem & {
  readonly choice?: ServerChoice;
  /** Whether it is the typed address. */
  readonly isTyped?: boolean;
};

const hostedDetails: Readonly<Record<HostedKind, string>> = {
  openrouter: l10n.t("Hundreds of hosted models with one key."),
};

/** Programs that many people run: those that are a kind of their own, and others. */
const programs = [...programKinds.map((kind) => endpointKinds[kind].title), "Ollama", "llama.cpp", "LM Studio"];

const others: readonly ServerItem[] = [
  ...hostedKinds.map((kind): ServerItem => ({
    label: endpointKinds[kind].title,
    detail: hostedDetails[kind],
    choice: { type: "hosted", kind },
  })),
  {
    label: l10n.t("VS Code's own models"),
    detail: l10n.t("The models that its chat offers; requests count against their vendors' quotas."),
    choice: { type: "editor" },
  },
];

const paper: readonly ServerItem[] = [
  {
    label: l10n.t("The paper's models on OpenRouter"),
    detail: l10n.t("All of the fifteen that OpenRouter serves, with prices, in one step."),
    choice: { type: "paper", kind: "openrouter" },
  },
  {
    label: l10n.t("The paper's models on my vLLM servers"),
    detail: l10n.t("All of the fifteen that your servers have, in one step."),
    choice: { type: "paper", kind: "vllm" },
  },
];

/** Returns the items of the first step: the typed address, the found servers, then the rest. */
export function serverItems(found: readonly FoundServer[], typed: string): ServerItem[] {
  const separator = (label: string): ServerItem => ({ label, kind: QuickPickItemKind.Separator });
  const address = addressItem(typed);
  const rest = [...others, separator(l10n.t("all at once")), ...paper];
  // The typed text would filter out the found servers.
  if (looksLikeAddress(typed)) return [address, ...found.map(foundItem), ...rest];
  return [
    ...(found.length === 0 ? [] : [separator(l10n.t("found on this machine")), ...found.map(foundItem)]),
    separator(l10n.t("elsewhere")),
    address,
    ...rest,
  ];
}

/**
 * Returns the choice when the user presses Enter. A typed address takes precedence over the marked line: the user may
 * press Enter before the list shows the address, and a key must not go to another line's server.
 */
export function choiceFor(typed: string, marked: ServerItem | undefined): ServerChoice | undefined {
  return looksLikeAddress(typed) || marked?.isTyped === true ? addressItem(typed).choice : marked?.choice;
}

/** Returns the item for a typed address, or for typing one. */
export function addressItem(typed: string): ServerItem {
  const address = typed.trim();
  const isComplete = looksLikeAddress(address);
  return {
    label: isComplete ? l10n.t("Connect to {0}", address) : l10n.t("Enter an address…"),
    detail: l10n.t("{0}, or any OpenAI-compatible service.", programs.join(", ")),
    alwaysShow: true,
    isTyped: true,
    choice: { type: "address", address, isComplete },
  };
}

function foundItem({ programs: found, port, models, baseUrl }: FoundServer): ServerItem {
  const [first, ...more] = models ?? [];
  return {
    label: l10n.t("{0}, port {1}", found, port),
    detail: first === undefined ? l10n.t("It lists its models only with a key.") : firstOf(first, more.length),
    choice: { type: "address", address: baseUrl, isComplete: true },
  };
}

function firstOf(model: string, others: number): string {
  return others === 0 ? model : l10n.t("{0} and {1} more", model, others);
}
