/** What is known of a kind of server before one is asked. */
interface KindTraits {
  /** What people call it, in every language. */
  readonly title: string;
  /** The base URL of the only service of this kind; null where each user has servers of their own. */
  readonly home: string | null;
  /** Whether its list of models is far longer than anybody's pool. */
  readonly marketplace: boolean;
  /** The port of such a program on this machine unless it is told another; null for a kind that is no program. */
  readonly port: number | null;
}

/**
 * The kinds of servers that a user can name. `openai` is any server that speaks OpenAI's chat completions. What a request
 * to a kind needs is in `src/requests/kinds`; CONTRIBUTING.md lists the steps to add one.
 */
export const endpointKinds = {
  vllm: { title: "vLLM", home: null, marketplace: false, port: 8000 },
  openrouter: { title: "OpenRouter", home: "https://openrouter.ai/api/v1", marketplace: true, port: null },
  openai: { title: "OpenAI-compatible", home: null, marketplace: false, port: null },
} as const satisfies Readonly<Record<string, KindTraits>>;

type Kinds = typeof endpointKinds;
export type EndpointKindName = keyof Kinds;

type KindWith<Trait extends keyof KindTraits> = {
  [Kind in EndpointKindName]: Kinds[Kind][Trait] extends null ? never : Kind;
}[EndpointKindName];

/** A kind with one service, which needs no address. */
export type HostedKind = KindWith<"home">;

/** A kind that is a program, which people run themselves. */
type ProgramKind = KindWith<"port">;

export const endpointKindNames = Object.keys(endpointKinds) as [EndpointKindName, ...EndpointKindName[]];

export const hostedKinds = endpointKindNames.filter((kind): kind is HostedKind => endpointKinds[kind].home !== null);

export const programKinds = endpointKindNames.filter((kind): kind is ProgramKind => endpointKinds[kind].port !== null);

/** The kind that stands for no server: the language models that the editor itself offers. */
export const EDITOR_KIND = "vscode";
