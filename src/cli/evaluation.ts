import type { Sources } from "../assembly/index.ts";
import type { ServedMember } from "../chat/index.ts";
import { type EvaluationPlan, findMember, planSources, type PlanWishes } from "../evaluation/asking/index.ts";
import { type SourceOptions, withSources } from "../command-line/index.ts";
import { say, UsageError } from "../terminal/index.ts";

/** Options of every command about missing pairs of models and questions. */
export interface PairOptions extends SourceOptions {
  /** Separated by commas. */
  readonly models?: string;
  readonly limit?: number;
  readonly refreshStale?: true;
}

/**
 * Runs `use` with the plan that the options describe. An absent bank is made from the starter bank.
 *
 * @throws UsageError when there is no such model
 */
export function withPlan<Result>(
  options: PairOptions,
  signal: AbortSignal,
  use: (plan: EvaluationPlan, sources: Sources) => Promise<Result>,
  wishes: Pick<PlanWishes, "checkAgain"> = {},
): Promise<Result> {
  const { models, limit, refreshStale = false } = options;
  return withSources(options, async (sources) => {
    const wanted = {
      ...wishes,
      ...(limit === undefined ? {} : { limit }),
      refreshStale,
      choose: (members: readonly ServedMember[]) => chosenMembers(members, models),
      onProblem: (problem: string): void => {
        say(`Note: ${problem}`);
      },
    };
    const plan = await planSources(sources, wanted, signal);
    try {
      return await use(plan, sources);
    } finally {
      await plan.close();
    }
  });
}

function chosenMembers(members: readonly ServedMember[], models: string | undefined): readonly ServedMember[] {
  if (members.length === 0) {
    throw new UsageError("There is no model: give endpoints with --settings FILE (keys smcs.*), or use --demo.");
  }
  if (models === undefined) return members;
  const wanted = models.split(",").map((name) => name.trim());
  const found = wanted.map((name) => ({ name, member: findMember(name, members) }));
  const unknown = found.filter(({ member }) => member === undefined).map(({ name }) => name);
  if (unknown.length > 0) {
    const known = members.map(({ name, reference }) => `  ${name} (${reference})`);
    throw new UsageError(`--models: there is no ${unknown.join(", ")}. These are configured:\n${known.join("\n")}`);
  }
  const chosen = new Set(found.map(({ member }) => member));
  return members.filter((member) => chosen.has(member));
}
