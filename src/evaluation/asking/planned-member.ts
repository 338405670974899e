import type { ServedAt, ServedMember } from "../../chat/index.ts";
import type { Sampling } from "../../core/ports.ts";
import type { ReplyLog } from "../kept/index.ts";
import { askingFingerprint, replyFingerprint } from "./fingerprint.ts";
import type { PlannedQuestion } from "./planned-question.ts";
import type { Purpose } from "./purpose.ts";
import { type Tariff, tariffOf } from "./price.ts";

/** A server, as far as an evaluation needs to know it. */
interface PlannedServer {
  /** `endpointName/modelId`, by which replies name their server. */
  readonly reference: string;
  /** `askingFingerprint`. */
  readonly asking: string;
  readonly tariff: Tariff | null;
}

/** A member with what is needed to ask it. */
export interface PlannedMember {
  readonly member: ServedMember;
  readonly purpose: Purpose;
  /** Its name in progress and failures, because a model may have two purposes. */
  readonly name: string;
  /** Its column in `PlannedQuestion.known`; -1 for a member that is not evaluated. */
  readonly column: number;
  readonly sampling: Sampling;
  /** In the order in which they stand in. */
  readonly servers: readonly PlannedServer[];
  readonly log: ReplyLog;
}

/** Returns what planning needs to know about a member. */
export function planMember(given: Omit<PlannedMember, "servers">): PlannedMember {
  const { member, sampling } = given;
  const servers = member.servers.map((server): PlannedServer => ({
    reference: referenceOf(server),
    asking: askingFingerprint(sampling, server.model),
    tariff: tariffOf(server, sampling),
  }));
  return { ...given, servers };
}

/**
 * Returns the fingerprint of a member's reply.
 *
 * @param servedBy the server that gave it; the first server when it is none of the member's
 */
export function fingerprintOf(
  question: PlannedQuestion,
  { servers, purpose }: Pick<PlannedMember, "servers" | "purpose">,
  servedBy?: string,
): string {
  const server = servers.find(({ reference }) => reference === servedBy) ?? servers[0];
  return replyFingerprint(purpose.prompt(question).fingerprint, server?.asking ?? "");
}

/** Returns whether a reply answers what the member would be asked now, whichever of its servers gave it. */
export function isCurrent(
  fingerprint: string,
  question: PlannedQuestion,
  { servers, purpose }: Pick<PlannedMember, "servers" | "purpose">,
): boolean {
  const prompt = purpose.prompt(question);
  return servers.some(({ asking }) => fingerprint === replyFingerprint(prompt.fingerprint, asking));
}

function referenceOf({ name, model }: ServedAt): string {
  return `${name}/${model.id}`;
}
