import type { Parameters } from "../../../core/parameters.ts";
import { knownSystems, type SystemName } from "../../../core/system-names.ts";
import type { Variant } from "../variant.ts";
import { effectiveParameters, type TablesContext } from "./context.ts";

/** Returns the variant of a system with the parameters of the settings, the whole bank and the whole pool. */
export function systemVariant(system: SystemName): Variant {
  return {
    id: system,
    // With a star, as in the paper's tables.
    title: system === "symbolic-moe" ? `${knownSystems[system].title}*` : knownSystems[system].title,
    system,
    parameters: {},
    bank: { kind: "unified" },
    pool: null,
    aggregator: null,
    seed: 1,
  };
}

/** SMCS as in the settings, with which every other variant is compared. */
export const smcs: Variant = systemVariant("smcs");

/** Returns the variant of one model alone, in the pool or not. */
export function singleVariant(model: string): Variant {
  return {
    ...systemVariant("single"),
    id: `single/${model}`,
    title: model,
    parameters: { singleModel: model },
    pool: [model],
  };
}

/** Returns a variant derived from another; the label of the difference follows a slash in its id. */
export function varied(base: Variant, label: string, difference: Partial<Variant>): Variant {
  return { ...base, title: `${base.title}, ${label}`, ...difference, id: `${base.id}/${label}` };
}

/** Returns a variant with another seed; for the variant's own seed, the variant itself. */
export function withSeed(base: Variant, seed: number): Variant {
  return seed === base.seed ? base : varied(base, `seed=${seed}`, { seed });
}

/** The parameters that tables vary, with their names in ids and titles. */
const symbols = [
  ["referencers", "K"],
  ["dropCount", "Kdrop"],
  ["aggregations", "n"],
  ["supportBase", "Nsup"],
  ["tolerance", "gamma"],
  ["dropDistribution", "drop"],
] as const satisfies readonly (readonly [keyof Parameters, string])[];

/**
 * Returns SMCS with other parameters. Values that the settings have already do not count as a difference, so the result
 * may be SMCS itself.
 */
export function smcsWith(
  context: TablesContext,
  change: Partial<Pick<Parameters, (typeof symbols)[number][0]>>,
): Variant {
  const usual = effectiveParameters(context);
  const different = symbols.filter(([name]) => change[name] !== undefined && change[name] !== usual[name]);
  if (different.length === 0) return smcs;
  const label = different.map(([name, symbol]) => `${symbol}=${String(change[name])}`).join(",");
  return varied(smcs, label, { parameters: Object.fromEntries(different.map(([name]) => [name, change[name]])) });
}

/** Returns a variant with another output limit, for its models and the aggregator alike. */
export function withOutputLimit(base: Variant, context: TablesContext, tokens: number): Variant {
  const { parameters, ownOutputLimits = false } = context;
  if (parameters.maxOutputTokens === tokens && !ownOutputLimits) return base;
  return varied(base, `tokens=${tokens}`, { parameters: { ...base.parameters, maxOutputTokens: tokens } });
}
