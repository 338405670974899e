import { aggregationPrompt } from "../enhancement/prompts.ts";
import { contextOf, fitReply } from "./context-room.ts";
import { aggregationLimit, aggregationPromptBytes, type PlannedCalls, referenceLimit } from "./planned-calls.ts";
import { fittingTokens } from "./tokens.ts";

/**
 * What the user should know of the aggregator's context before a run: that the question does not fit, or that the
 * references may become too long for it.
 *
 * @returns null when everything fits, however long the replies become, or when the context is unknown
 */
export function contextWarning(calls: PlannedCalls): string | null {
  const [aggregator] = calls.aggregators;
  const context = aggregator === undefined ? null : contextOf(aggregator);
  if (aggregator === undefined || context === null) return null;
  const replyLimit = aggregationLimit(aggregator, calls);
  const bare = fitReply(aggregator, aggregationPrompt(calls.question, []), replyLimit);
  if (bare.problem !== null) return bare.problem;
  const limits = calls.referencers.map((member) => referenceLimit(member, calls));
  const needs = calls.groups.map(({ subset }) => {
    const promptTokens = fittingTokens(aggregationPromptBytes(calls, subset.length) + context.systemBytes);
    return promptTokens + subset.reduce((sum, index) => sum + (limits[index] ?? 0), 0) + replyLimit;
  });
  const most = Math.max(0, ...needs);
  if (most <= context.tokens) return null;
  return (
    `The answers may become too long for ${aggregator.name}, which merges them: with its reply up to ${most} tokens, and it ` +
    `has room for ${context.tokens}. Its reply and the longest answers are shortened then; give it a longer context, or lower ` +
    "smcs.maxOutputTokens, to keep them whole."
  );
}
