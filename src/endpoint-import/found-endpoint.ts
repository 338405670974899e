import type { EndpointKindName } from "../core/endpoints/index.ts";

/** A server in the settings of another program. */
export interface FoundEndpoint {
  /** Its name there. */
  readonly name: string;
  readonly kind: EndpointKindName;
  /** Normalised. */
  readonly baseUrl: string;
  /** Ids of models; empty when none is named. */
  readonly models: readonly string[];
  readonly key: string | null;
  /** Where it was found: a file, or a variable. */
  readonly source: string;
}

/** Why an entry, or a part of it, is not imported. */
export type LeftOutReason =
  /** The provider does not speak OpenAI's chat completions, or its address is unknown. */
  | "other-provider"
  /** The address is unusable. */
  | "address"
  /** The key is stored where no other program may read it; the rest is imported. */
  | "key-elsewhere"
  /** The key cannot be sent in a header; the rest is imported. */
  | "key-unusable"
  /** Request headers are not imported; the rest is. */
  | "headers"
  /** Another key for the same server was found before; the rest is imported. */
  | "second-key"
  /** It does not have the form of such an entry. */
  | "malformed";

/** Something that is not imported. */
export interface LeftOut {
  readonly source: string;
  /** The entry's name. */
  readonly entry: string;
  readonly reason: LeftOutReason;
}

/** The result of reading one place. */
export interface Findings {
  readonly endpoints: readonly FoundEndpoint[];
  readonly leftOut: readonly LeftOut[];
}

/** Returns the findings for an unusable entry. */
export function malformed(source: string, entry: string): Findings {
  return { endpoints: [], leftOut: [{ source, entry, reason: "malformed" }] };
}

/** Returns the findings of several places together. */
export function allFindings(findings: readonly Findings[]): Findings {
  return {
    endpoints: findings.flatMap(({ endpoints }) => endpoints),
    leftOut: findings.flatMap(({ leftOut }) => leftOut),
  };
}
