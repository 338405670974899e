import { messageOf } from "../../core/errors.ts";
import type { Endpoint } from "../../core/endpoints/index.ts";
import { serverOf } from "../../servers/index.ts";
import type { KeyOf } from "../../chat/index.ts";
import { keyBudget } from "../discovery/index.ts";
import { budgetText } from "./probe-cells.ts";

/** The remaining budgets of some endpoints' keys, before many requests. */
interface KeyBudgetNotes {
  /** A line for each endpoint whose server reports a budget. */
  readonly lines: readonly string[];
  /** A sentence for each endpoint whose budget may not suffice. */
  readonly warnings: readonly string[];
}

/**
 * Requests the remaining budgets of endpoints' keys. A failure becomes a line and delays nothing.
 *
 * @param mostUsd the maximum that will be spent; null when unknown
 * @throws the signal's reason when that aborts
 */
export async function keyBudgetNotes(
  endpoints: readonly Endpoint[],
  keyOf: KeyOf,
  mostUsd: number | null,
  signal: AbortSignal,
): Promise<KeyBudgetNotes> {
  const notes = await Promise.all(endpoints.map((endpoint) => noteOn(endpoint, keyOf, mostUsd, signal)));
  return { lines: notes.flatMap(({ line }) => line ?? []), warnings: notes.flatMap(({ warning }) => warning ?? []) };
}

interface Note {
  readonly line: string | null;
  readonly warning: string | null;
}

async function noteOn(endpoint: Endpoint, keyOf: KeyOf, mostUsd: number | null, signal: AbortSignal): Promise<Note> {
  const { name } = endpoint;
  try {
    const budget = await keyBudget(serverOf(endpoint, await keyOf(endpoint)), signal);
    if (budget === null) return { line: null, warning: null };
    const { leftUsd } = budget;
    const short = mostUsd !== null && leftUsd !== null && mostUsd > leftUsd;
    return { line: `${name}: ${budgetText(budget)}.`, warning: short ? tooLittle(name, leftUsd, mostUsd) : null };
  } catch (error) {
    signal.throwIfAborted();
    return { line: `${name}: what is left on its key is not known: ${messageOf(error)}`, warning: null };
  }
}

function tooLittle(name: string, leftUsd: number, mostUsd: number): string {
  return `${name}: the key has $${leftUsd.toFixed(2)} left and up to $${mostUsd.toFixed(2)} may be needed; what goes beyond will be refused. Take fewer questions or models, or raise the key's limit.`;
}
