import type { EndpointKindName } from "../core/settings/index.ts";

/** A server that the settings of another program name. */
export interface FoundEndpoint {
  /** What it is called there. */
  readonly name: string;
  readonly kind: EndpointKindName;
  /** Normalised. */
  readonly baseUrl: string;
  /** Ids of models; empty where none is named. */
  readonly models: readonly string[];
  readonly key: string | null;
  /** Where it was found: a file, or a variable. */
  readonly source: string;
}

/** Why an entry, or a part of it, is not taken over. */
export type LeftOutReason =
  /** The provider speaks another protocol than OpenAI's chat completions, or nobody here knows where it answers. */
  | "other-provider"
  /** The address is none that can be used. */
  | "address"
  /** The key is kept where no other program may read it; the rest is taken over. */
  | "key-elsewhere"
  /** The key is no text that a request's header can carry; the rest is taken over. */
  | "key-unusable"
  /** Request headers are not taken over; the rest is. */
  | "headers"
  /** Another key for the same server was found before; the rest is taken over. */
  | "second-key"
  /** It does not have the shape of such an entry. */
  | "malformed";

/** Something that is not taken over. */
export interface LeftOut {
  readonly source: string;
  /** Which entry of it. */
  readonly entry: string;
  readonly reason: LeftOutReason;
}

/** What one place had. */
export interface Findings {
  readonly endpoints: readonly FoundEndpoint[];
  readonly leftOut: readonly LeftOut[];
}

/** An entry of which nothing can be made. */
export function malformed(source: string, entry: string): Findings {
  return { endpoints: [], leftOut: [{ source, entry, reason: "malformed" }] };
}

/** What several places had. */
export function allFindings(findings: readonly Findings[]): Findings {
  return {
    endpoints: findings.flatMap(({ endpoints }) => endpoints),
    leftOut: findings.flatMap(({ leftOut }) => leftOut),
  };
}
