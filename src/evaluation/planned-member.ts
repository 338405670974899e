import type { ServedAt, ServedMember } from "../adapters/chat/pool.ts";
import { samplingFor } from "../core/calls/call-context.ts";
import type { Parameters } from "../core/parameters.ts";
import type { Sampling } from "../core/ports.ts";
import { askingFingerprint, replyFingerprint } from "./fingerprint.ts";
import type { PlannedQuestion } from "./planned-question.ts";
import { type Tariff, tariffOf } from "./price.ts";
import type { ReplyLog } from "./replies/reply-log.ts";

/** A server as an evaluation knows it. */
interface PlannedServer {
  /** `endpointName/modelId`, as replies name who gave them. */
  readonly reference: string;
  /** `askingFingerprint`. */
  readonly asking: string;
  readonly tariff: Tariff | null;
}

/** A member with what asking it needs. */
export interface PlannedMember {
  readonly member: ServedMember;
  /** Its column in `PlannedQuestion.known`. */
  readonly column: number;
  readonly sampling: Sampling;
  /** In the order in which they stand in. */
  readonly servers: readonly PlannedServer[];
  readonly log: ReplyLog;
}

/** What planning needs of a member. */
export function planMember(member: ServedMember, column: number, parameters: Parameters, log: ReplyLog): PlannedMember {
  const sampling = samplingFor(member, parameters, parameters.maxOutputTokens);
  const servers = member.servers.map((server): PlannedServer => ({
    reference: referenceOf(server),
    asking: askingFingerprint(sampling, server.model),
    tariff: tariffOf(server, sampling),
  }));
  return { member, column, sampling, servers, log };
}

/**
 * The fingerprint of a reply of a member.
 *
 * @param servedBy the server that gave it; the first where it is none of the member's
 */
export function fingerprintOf(
  { prompt }: PlannedQuestion,
  { servers }: Pick<PlannedMember, "servers">,
  servedBy?: string,
): string {
  const server = servers.find(({ reference }) => reference === servedBy) ?? servers[0];
  return replyFingerprint(prompt, server?.asking ?? "");
}

/** Whether a reply was given to what the member would be asked now, by whichever of its servers. */
export function isCurrent(
  fingerprint: string,
  { prompt }: PlannedQuestion,
  { servers }: Pick<PlannedMember, "servers">,
): boolean {
  return servers.some(({ asking }) => fingerprint === replyFingerprint(prompt, asking));
}

function referenceOf({ name, model }: ServedAt): string {
  return `${name}/${model.id}`;
}
