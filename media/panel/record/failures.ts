import type { ReferenceRecord, RunRecord } from "../../../src/protocol/index.ts";
import { strings } from "../strings.ts";

/** Every model that failed at one server for one reason. */
export interface Failure {
  /** The endpoint's name, or the model's where no endpoint was reached. */
  readonly server: string;
  readonly kind: NonNullable<ReferenceRecord["failure"]> | null;
  /** Of the references among the run's. */
  readonly indices: readonly number[];
  readonly models: readonly string[];
  /** What was said, each different saying once, without whom it was about. */
  readonly reasons: readonly string[];
}

/** The failures of a run's models, one for each server and reason, in the order in which the models stand. */
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

/** The references that did not come for the same reason as this one, itself included, as indices among the run's. */
export function sameReason({ references }: RunRecord, index: number): number[] {
  const asked = references[index];
  const key = asked === undefined ? null : reasonKey(asked);
  return references.flatMap((one, at) => (reasonKey(one) === key ? [at] : []));
}

/** What happened, in plain words, with the server's name. */
export function failureWords({ kind, server }: Failure): string {
  return strings.serverFailed[kind ?? "unknown"](server);
}

/** What mends a failure besides asking again: another address, or another key; null where neither does. */
export function mendedBy({ kind }: Failure): "address" | "key" | null {
  if (kind === "unauthorized") return "key";
  return kind === "connect" || kind === "not-found" || kind === "timeout" ? "address" : null;
}

/** The same for everything that failed at one server in one way, was stopped, or was cut off. */
function reasonKey(reference: ReferenceRecord): string {
  const { status, failure } = reference;
  return status === "failed" ? JSON.stringify([serverOf(reference), failure ?? reasonIn(reference)]) : status;
}

function serverOf({ servedBy, model }: ReferenceRecord): string {
  return servedBy?.split("/", 1)[0] ?? model;
}

/** What was said of a failure, without the model that it was about: `at http://host/v1: …`. */
function reasonIn({ error, servedBy }: ReferenceRecord): string {
  const said = error ?? "";
  const place = servedBy ?? "";
  if (place === "" || !said.startsWith(place)) return said;
  return said.slice(place.length).replace(/^(?: at |: )/, "");
}
