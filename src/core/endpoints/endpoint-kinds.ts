/** Facts about a kind of server that hold before a server is asked. */
interface KindTraits {
  /** Display name, the same in every language. */
  readonly title: string;
  /** The base URL of the only service of this kind; null when users have servers of their own. */
  readonly home: string | null;
  /** Whether its list of models is far longer than any pool. */
  readonly marketplace: boolean;
  /** The default port of the program on this machine; null for a kind that is not a program. */
  readonly port: number | null;
}

/**
 * The kinds of servers that a user can name. `openai` is any server with OpenAI's chat completions. The form of
 * requests for each kind is in `src/requests/kinds`. CONTRIBUTING.md lists the steps to add a kind.
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

/** A kind with a single service, which needs no address. */
export type HostedKind = KindWith<"home">;

/** A kind that is a program which users run themselves. */
type ProgramKind = KindWith<"port">;

export const endpointKindNames = Object.keys(endpointKinds) as [EndpointKindName, ...EndpointKindName[]];

export const hostedKinds = endpointKindNames.filter((kind): kind is HostedKind => endpointKinds[kind].home !== null);

export const programKinds = endpointKindNames.filter((kind): kind is ProgramKind => endpointKinds[kind].port !== null);

/** The kind of the language models that the editor itself offers; it is not a server. */
export const EDITOR_KIND = "vscode";
