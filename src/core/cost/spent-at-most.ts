import type { PoolMember } from "../ports.ts";
import type { ReferenceRecord, RequestRecord, RunRecord } from "../record/index.ts";
import { type RequestSize, worstOfServers } from "../prices/index.ts";
import { aggregationPromptBytes, outputLimit, type PlannedCalls, referencePromptBytes } from "./planned-calls.ts";
import { KEYWORD_REPLIES, keywordLimit, keywordMessages } from "../messages/index.ts";
import { promptBytes, utf8Bytes } from "../tokens.ts";

/**
 * Returns the most that a run can have cost, in US dollars: the known costs, and the worst case of each call whose cost
 * is unknown. The sum is limited to the cap, because the run kept within it.
 *
 * @param calls with the run's own question and limits, all its referencers in their order, and the models that may
 *   merge
 */
export function spentAtMost({ references, requests }: RunRecord, calls: PlannedCalls): number {
  const texts = references.map(({ text }) => utf8Bytes(text)).reduce((sum, bytes) => sum + bytes, 0);
  const parts = [
    ...references.map((reference, index) => referenceCost(reference, calls.referencers[index], calls)),
    ...requests.map((request) => requestCost(request, texts, calls)),
  ];
  const total = parts.reduce((sum, usd) => sum + usd, 0);
  return Math.min(total, calls.policy.budgetUsd ?? Infinity);
}

function referenceCost(
  { costUsd, status, hedged, retries }: ReferenceRecord,
  member: PoolMember | undefined,
  calls: PlannedCalls,
): number {
  if (status === "waiting") return 0;
  if (costUsd !== null) return costUsd;
  const promptBytes = referencePromptBytes(calls);
  const size = (one: PoolMember) => ({ promptBytes, choices: 1, outputTokens: outputLimit(one, calls) });
  const times = (hedged ? 2 : 1) + retries;
  return member === undefined ? Infinity : times * worstOfServers(member.servers, size(member));
}

/** The record does not say which model a request asked, so the most expensive of the models that may merge counts. */
function requestCost({ costUsd, draws }: RequestRecord, textBytes: number, calls: PlannedCalls): number {
  if (costUsd !== null) return costUsd;
  // A request without draws asked for keywords.
  const sizeOf = (member: PoolMember): RequestSize =>
    draws.length === 0
      ? {
          promptBytes: promptBytes(keywordMessages(calls.question)),
          choices: KEYWORD_REPLIES,
          outputTokens: keywordLimit(member, calls.parameters),
        }
      : {
          promptBytes: aggregationPromptBytes(calls, calls.referencers.length) + textBytes,
          choices: draws.length,
          outputTokens: outputLimit(member, calls),
        };
  const worst = calls.aggregators.map((member) => worstOfServers(member.servers, sizeOf(member)));
  return Math.max(0, ...worst);
}
