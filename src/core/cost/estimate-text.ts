import { usd, usdRange } from "../amounts.ts";
import type { RunEstimate, UsdRange } from "./estimate-run.ts";

/** Says what a run will cost, in sentences for the user. */
export function estimateText({ costUsd, knownUsd, unpriced, unpricedHere, capUsd, requests }: RunEstimate): string {
  if (requests === 0) return "No model is asked, so it costs nothing.";
  const sentences: string[] = [];
  const isFree = costUsd !== null && costUsd[1] === 0;
  if (isFree) sentences.push(`It is free, in ${requests} ${requests === 1 ? "request" : "requests"}.`);
  else if (costUsd !== null)
    sentences.push(`It costs ${range(costUsd)}, in ${requests} ${requests === 1 ? "request" : "requests"}.`);
  else {
    sentences.push(`The cost is not known: no price is known for ${listed(unpriced)}.`);
    if (knownUsd[1] > 0) sentences.push(`The others cost ${range(knownUsd)}.`);
  }
  if (unpricedHere.length > 0) {
    const [runs, has] = unpricedHere.length === 1 ? ["runs", "has"] : ["run", "have"];
    sentences.push(
      `${listed(unpricedHere)} ${runs} on this machine and ${has} no price in the settings, which counts as free.`,
    );
  }
  if (capUsd !== null) sentences.push(`It never costs more than ${usd(capUsd)} (smcs.budget.perQuestionUsd).`);
  return sentences.join(" ");
}

/**
 * Returns the text that asks the user to confirm an expensive question.
 *
 * @param referencers number of answers that are requested
 * @param aggregations number of draws that are merged; 0 when nothing is
 */
export function confirmationText(estimate: RunEstimate, referencers: number, aggregations: number): string {
  return (
    `This question may cost up to ${usd(estimate.knownUsd[1])}. ${estimateText(estimate)} ` +
    whatIsDone(referencers, aggregations)
  );
}

function whatIsDone(referencers: number, aggregations: number): string {
  if (aggregations === 1) return `${referencers} answers are merged once.`;
  if (aggregations > 1) return `${referencers} answers are merged ${aggregations} times.`;
  return referencers === 1 ? "One answer is asked for." : `${referencers} answers are asked for and compared.`;
}

function range([low, high]: UsdRange): string {
  return usdRange({ low, high });
}

/** Lists names in a sentence; of a long list, only the beginning. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
