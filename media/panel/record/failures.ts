import type { ReferenceRecord, RunRecord } from "../../../src/core/record/index.ts";
import { strings } from "../strings.ts";

/** All models that failed at one server for one reason. */
export interface Failure {
  /** The endpoint's name, or the model's name if no endpoint was reached. */
  readonly server: string;
  readonly kind: NonNullable<ReferenceRecord["failure"]> | null;
  /** Indices of the references among the run's references. */
  readonly indices: readonly number[];
  readonly models: readonly string[];
  /** The different error messages, without the models that they name. */
  readonly reasons: readonly string[];
}

/** Returns the failures of a run's models, one for each server and reason, in the order of the models. */
export function failuresOf({ references }: RunRecord): Failure[] {
  const failures = new Map<string, Failure>();
  references.forEach((reference, index) => {
    if (reference.status !== "failed") return;
    const server = serverOf(reference);
    const kind = reference.failure ?? null;
    const reason = reasonIn(reference);
    const key = reasonKey(reference);
    const known = failures.get(key) ?? { server, kind, indices: [], models: [], reasons: [] };
    failures.set(key, {
      ...known,
      indices: [...known.indices, index],
      models: [...new Set([...known.models, reference.model])],
      reasons: [...new Set([...known.reasons, ...(reason === "" ? [] : [reason])])],
    });
  });
  return [...failures.values()];
}

/**
 * Returns the references that lack a complete answer for the same reason as this one, including itself, as indices
 * among the run's references.
 */
export function sameReason({ references }: RunRecord, index: number): number[] {
  const asked = references[index];
  const key = asked === undefined ? null : reasonKey(asked);
  return references.flatMap((one, at) => (reasonKey(one) === key ? [at] : []));
}

/** Returns what happened, in plain words, with the server's name. */
export function failureWords({ kind, server }: Failure): string {
  return strings.serverFailed[kind ?? "unknown"](server);
}

/** Returns the remedy for a failure besides asking again: another address or another key; null if neither helps. */
export function mendedBy({ kind }: Failure): "address" | "key" | null {
  if (kind === "unauthorized") return "key";
  return kind === "connect" || kind === "not-found" || kind === "timeout" ? "address" : null;
}

/**
 * Returns a key that is the same for all references that failed at one server in one way, were stopped, or were cut
 * off.
 */
function reasonKey(reference: ReferenceRecord): string {
  const { status, failure } = reference;
  return status === "failed" ? JSON.stringify([serverOf(reference), failure ?? reasonIn(reference)]) : status;
}

function serverOf({ servedBy, model }: ReferenceRecord): string {
  return servedBy?.split("/", 1)[0] ?? model;
}

/** Returns the error message of a failure, without the model that it names: `at http://host/v1: …`. */
function reasonIn({ error, servedBy }: ReferenceRecord): string {
  const said = error ?? "";
  const place = servedBy ?? "";
  if (place === "" || !said.startsWith(place)) return said;
  return said.slice(place.length).replace(/^(?: at |: )/, "");
}
