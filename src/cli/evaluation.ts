import { buildPool, type ServedMember } from "../adapters/chat/pool.ts";
import { builtInEmbedder } from "../adapters/embedding/built-in/built-in-embedder.ts";
import { ensureBank } from "../adapters/question-bank/open-bank.ts";
import type { Sources } from "../adapters/assemble.ts";
import { findBankName } from "../core/question-bank/model-name.ts";
import { type EvaluationPlan, type EvaluationScope, planEvaluation } from "../evaluation/plan.ts";
import { type SourceOptions, withSources } from "./sources.ts";
import { UsageError } from "./usage-error.ts";

/** Options of every command that is about missing pairs of models and questions. */
export interface PairOptions extends SourceOptions {
  /** Separated by commas. */
  readonly models?: string;
  readonly limit?: number;
  readonly refreshStale?: true;
}

/**
 * Runs `use` with the plan that the options describe; the bank is made from the starter bank when it is absent.
 *
 * @throws UsageError when there is no such model
 */
export function withPlan<Result>(
  options: PairOptions,
  signal: AbortSignal,
  use: (plan: EvaluationPlan) => Promise<Result>,
  scope: Partial<EvaluationScope> = {},
): Promise<Result> {
  return withSources(options, async (sources) => {
    const { settings, bankFolder, starterFolder, simulated } = sources;
    await ensureBank(bankFolder, starterFolder, builtInEmbedder());
    const plan = await planEvaluation({
      bankFolder,
      members: (bankModels) => chosenMembers(sources, options, bankModels, signal),
      parameters: settings.parameters,
      ...(options.limit === undefined ? {} : { limit: options.limit }),
      refreshStale: options.refreshStale === true,
      simulated: simulated !== null,
      ...scope,
    });
    try {
      return await use(plan);
    } finally {
      await plan.close();
    }
  });
}

async function chosenMembers(
  { settings, simulated, keyOf }: Sources,
  options: PairOptions,
  bankModels: readonly string[],
  signal: AbortSignal,
): Promise<readonly ServedMember[]> {
  const endpoints = simulated === null ? settings.endpoints : [simulated.endpoint];
  // A bank that knows no model yet gets the simulated ones under the names that they have everywhere else.
  const known = [
    ...new Set([...bankModels, ...(simulated?.capability ?? []).flatMap(({ correct }) => Object.keys(correct))]),
  ];
  const { members, problems } = await buildPool(endpoints, keyOf, known, signal);
  for (const problem of problems) console.error(`Note: ${problem}`);
  if (members.length === 0) {
    throw new UsageError("There is no model: give endpoints with --settings FILE (keys smcs.*), or use --demo.");
  }
  if (options.models === undefined) return members;
  const wanted = options.models.split(",").map((name) => name.trim());
  const found = wanted.map((name) => ({ name, member: memberNamed(name, members) }));
  const unknown = found.filter(({ member }) => member === undefined).map(({ name }) => name);
  if (unknown.length > 0) {
    const known = members.map(({ name, reference }) => `  ${name} (${reference})`);
    throw new UsageError(`--models: there is no ${unknown.join(", ")}. These are configured:\n${known.join("\n")}`);
  }
  const chosen = new Set(found.map(({ member }) => member));
  return members.filter((member) => chosen.has(member));
}

/** By reference, or by bank name as loosely as the bank matches names. */
function memberNamed(wanted: string, members: readonly ServedMember[]): ServedMember | undefined {
  const names = members.map(({ name }) => name);
  const name = findBankName(wanted, names);
  return members.find((member) => member.reference === wanted || member.name === name);
}
