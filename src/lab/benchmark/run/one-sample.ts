import type { ServedMember } from "../../../chat/index.ts";
import type { TestSplit } from "../questions/choose-test.ts";
import type { Variant } from "../variant.ts";
import { isPublished } from "./published-replies.ts";
import { type BenchmarkMeans, parametersOf, referencersOf } from "./run-variant.ts";
import { variantPool } from "./variant-pool.ts";

/** Output limit in tokens of the authors' published replies (`cache_8k`). */
const PUBLISHED_TOKENS = 8192;

type Means = Omit<BenchmarkMeans, "replies">;

/**
 * Returns the variants that published replies cannot serve, by id, each with the reason. A published reply is one
 * answer to one question, the same for every seed, sample and output limit. Models that an endpoint serves are asked
 * anew.
 *
 * @throws the signal's reason
 */
export async function withoutSamples(
  variants: readonly Variant[],
  split: Pick<TestSplit, "test" | "dataSetOf">,
  means: Means,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const leftOut = new Map<string, string>();
  if (publishedIn(means.members).length === 0) return leftOut;
  for (const variant of variants) {
    const reason = plainReason(variant, means.members) ?? (await repeating(variant, split, means, signal));
    if (reason !== null) leftOut.set(variant.id, reason);
  }
  return leftOut;
}

/** Returns the reason that does not depend on a question; null when there is none. */
function plainReason(variant: Variant, members: readonly ServedMember[]): string | null {
  const { aggregator, system, seed, parameters } = variant;
  if (aggregator !== null && publishedIn(members).includes(aggregator))
    return `nobody serves ${aggregator}, so that it cannot merge`;
  const answering = variantPool(members, variant, []).filter(({ referencer }) => referencer);
  const own = publishedIn(answering);
  const { maxOutputTokens = PUBLISHED_TOKENS } = parameters;
  if (own.length > 0 && maxOutputTokens !== PUBLISHED_TOKENS)
    return `the published replies of ${own.join(", ")} were written within ${PUBLISHED_TOKENS.toLocaleString("en")} tokens`;
  if (system === "single" && seed !== 1 && own.length > 0)
    return `the published reply of ${own.join(", ")} is the same for every seed`;
  return null;
}

/** Resolves with the reason if some question asks a published model several times, otherwise with null. */
async function repeating(
  variant: Variant,
  { test, dataSetOf }: Pick<TestSplit, "test" | "dataSetOf">,
  means: Means,
  signal: AbortSignal,
): Promise<string | null> {
  if (!mayRepeat(variant, means)) return null;
  const published = publishedIn(means.members);
  for (const question of test) {
    signal.throwIfAborted();
    const asked = await referencersOf({ variant, question, dataSet: dataSetOf(question) }, means, signal);
    const model = asked.find((name, index) => asked.indexOf(name) !== index && published.includes(name));
    if (model !== undefined) return `it takes several answers of ${model} to one question, and one was published`;
  }
  return null;
}

/** Returns the bank names of the members that have only published replies. */
function publishedIn(members: readonly ServedMember[]): string[] {
  return members.filter(isPublished).map(({ name }) => name);
}

/** Returns whether a variant can ask one model several times; which one depends on the question. */
function mayRepeat(variant: Variant, { members, parameters: settings }: Means): boolean {
  const { aggregations, layers } = parametersOf(variant, settings);
  switch (variant.system) {
    case "self-moa":
    case "self-consistency":
      return aggregations > 1;
    case "mixture-of-agents":
      return layers > 1;
    case "symbolic-moe":
      // Experts are drawn with replacement.
      return true;
    case "smcs":
    case "symbolic-moe-retrieval":
      // A single model answers K times itself.
      return variantPool(members, variant, []).filter(({ referencer }) => referencer).length === 1;
    default:
      return false;
  }
}
