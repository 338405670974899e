import { aggregationPrompt } from "../messages/index.ts";
import type { PoolMember } from "../ports.ts";
import { contextOf } from "../context-room.ts";
import { fitReply } from "../fitting/index.ts";
import {
  aggregationPromptBytes,
  outputLimit,
  type PlannedCalls,
  readBy,
  referencePromptBytes,
} from "./planned-calls.ts";
import { fittingTokens } from "../tokens.ts";

/** References that a member will read beside the question. */
interface Reading {
  readonly member: PoolMember;
  /** Indices of the references. */
  readonly references: readonly number[];
  /** Bytes of the prompt, without the texts of the references. */
  readonly promptBytes: number;
  /** Output tokens of the member's reply. */
  readonly replyLimit: number;
  readonly purpose: "merges" | "reads";
}

/**
 * Returns a warning about the context of the models that read references, the aggregator first: the question does not
 * fit, or the references may become too long.
 *
 * @returns null when everything fits, however long the replies become, or when the context is unknown
 */
export function contextWarning(calls: PlannedCalls): string | null {
  const readings = [...aggregatorReadings(calls), ...referencerReadings(calls)];
  const members = [...new Set(readings.map(({ member }) => member))];
  const warnings = members.map((member) => {
    const own = readings.filter((reading) => reading.member === member);
    return warningOf(member, own, calls);
  });
  return warnings.find((warning) => warning !== null) ?? null;
}

function aggregatorReadings(calls: PlannedCalls): Reading[] {
  const [member] = calls.aggregators;
  if (member === undefined) return [];
  const replyLimit = outputLimit(member, calls);
  return calls.groups.map(({ subset: references }) => {
    const promptBytes = aggregationPromptBytes(calls, references.length);
    return { member, references, promptBytes, replyLimit, purpose: "merges" };
  });
}

function referencerReadings(calls: PlannedCalls): Reading[] {
  return calls.referencers.flatMap((member, index) => {
    const references = readBy(index, calls);
    if (references.length === 0) return [];
    const promptBytes = referencePromptBytes(calls, references.length);
    return { member, references, promptBytes, replyLimit: outputLimit(member, calls), purpose: "reads" };
  });
}

function warningOf(member: PoolMember, readings: readonly Reading[], calls: PlannedCalls): string | null {
  const context = contextOf(member);
  const [first] = readings;
  if (context === null || first === undefined) return null;
  const { replyLimit, purpose } = first;
  const bare = fitReply(member, aggregationPrompt(calls.question, []), replyLimit);
  if (bare.problem !== null) return bare.problem;
  const limits = calls.referencers.map((referencer) => outputLimit(referencer, calls));
  const needs = readings.map((reading) => {
    const promptTokens = fittingTokens(reading.promptBytes + context.systemBytes);
    return promptTokens + reading.references.reduce((sum, index) => sum + (limits[index] ?? 0), 0) + reading.replyLimit;
  });
  const most = Math.max(0, ...needs);
  if (most <= context.tokens) return null;
  return (
    `The answers may become too long for ${member.name}, which ${purpose} them: with its own answer up to ${most} tokens, and it ` +
    `has room for ${context.tokens}. Its answer and the longest of the others are shortened then; give it a longer context, or lower ` +
    "smcs.maxOutputTokens, to keep them whole."
  );
}
