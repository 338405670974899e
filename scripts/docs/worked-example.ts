import { supportBase } from "../../src/core/parameters.ts";
import type { RunRecord } from "../../src/core/record/index.ts";

/** The question that the page works through. */
export const QUESTION = "What is a good regular expression for an e-mail address?";
export const SEED = 1;

/** The parts of a run's record that the worked example shows, as `smcs ask --json` prints them. */
type Run = Pick<RunRecord, "parameters" | "selection" | "subsets" | "candidates" | "winner" | "aggregator">;

/**
 * Returns a run in the paper's symbols, in Markdown.
 *
 * @throws Error when the run has nothing to show: no winner, or candidates without perplexity
 */
export function workedExample({ parameters, selection, subsets, candidates, winner, aggregator }: Run): string {
  if (selection === null || winner === null) throw new Error("The run has no winner to explain.");
  const { referencers: chosen, aggregations, dropCount, tolerance, perplexityWeight } = parameters;
  const { bankSize, threshold, support, prior } = selection;
  const base = supportBase(parameters, bankSize);
  const weight = support.reduce((sum, { similarity }) => sum + similarity, 0);
  const kept = keepShares(prior.slice(0, chosen).map(({ value }) => value));
  return `
**The bank questions that count (Eq. 2 and 3).** The bank has N = ${bankSize} questions, so N_sup_base is ${base} (half of them). The ${base}th most similar has the similarity t = ${round(threshold / tolerance)}, and all with S at least gamma · t = ${tolerance} · ${round(threshold / tolerance)} = ${round(threshold)} count: |I_sup| = ${support.length}, with a summed similarity W of ${round(weight, 2)}. The most similar are:

${table(
  ["question", "S"],
  support.slice(0, 3).map(({ id, similarity }) => [`\`${id}\``, round(similarity)]),
)}

**The models (Eq. 4 and 5).** A model's prior V_ref is the summed similarity of those that it got right. The K = ${chosen} highest are asked. Whom a subset keeps goes by the softmax of how far each prior is from their mean, in standard deviations (Eq. 6):

${table(
  ["model", "V_ref", "of W", "kept first with"],
  prior
    .slice(0, chosen + 2)
    .map(({ model, value }, index) => [
      model,
      round(value, 2),
      percent(value / weight),
      index < chosen ? percent(kept[index] ?? 0) : "not asked",
    ]),
)}

**The subsets and the score (Eq. 6 and 7).** Each of the n = ${aggregations} draws leaves out K_drop = ${dropCount}. ${aggregator?.model ?? ""} merges each into a candidate. S_sim is the mean similarity to all ${aggregations} candidates, itself included; PPL is the perplexity of the words that it was written with; S_total = S_sim + lambda · (1 - PPL), lambda = ${perplexityWeight}:

${table(
  ["candidate", "merges", "S_sim", "PPL", "1 - PPL", "S_total"],
  candidates.map(({ similarity, perplexity, score }, index) => [
    index === winner ? `**${index + 1}, the winner**` : String(index + 1),
    (subsets[index] ?? []).join(" and "),
    round(known(similarity)),
    round(known(perplexity)),
    round(1 - known(perplexity)),
    round(known(score)),
  ]),
)}
`;
}

/** Returns the probabilities of Eq. 6 for the first reference of a draw. */
function keepShares(priors: readonly number[]): number[] {
  const mean = priors.reduce((sum, value) => sum + value, 0) / priors.length;
  const deviation = Math.sqrt(priors.reduce((sum, value) => sum + (value - mean) ** 2, 0) / priors.length);
  const powers = priors.map((value) => Math.exp((value - mean) / deviation));
  const total = powers.reduce((sum, value) => sum + value, 0);
  return powers.map((value) => value / total);
}

function known(value: number | null): number {
  if (value === null) throw new Error("The run has candidates without a score. Take another question or seed.");
  return value;
}

const round = (value: number, digits = 3): string => value.toFixed(digits);
const percent = (share: number): string => `${Math.round(100 * share)}%`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
