/** What the settings of a kind of server may leave out. */
interface KindTraits {
  /** Where it answers when no baseUrl is set; null where only the user can know. */
  readonly home: string | null;
  /** Whether its list of models is far longer than anybody's pool. */
  readonly marketplace: boolean;
}

/** The kinds of servers that a user can name. `openai` is any server that speaks OpenAI's chat completions. */
export const endpointKinds = {
  vllm: { home: null, marketplace: false },
  openrouter: { home: "https://openrouter.ai/api/v1", marketplace: true },
  openai: { home: null, marketplace: false },
} as const satisfies Readonly<Record<string, KindTraits>>;

export type EndpointKindName = keyof typeof endpointKinds;

export const endpointKindNames = Object.keys(endpointKinds) as [EndpointKindName, ...EndpointKindName[]];

/** The kind that stands for no server: the language models that the editor itself offers. */
export const EDITOR_KIND = "vscode";
