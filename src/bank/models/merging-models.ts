import {
  type AggregatorChoice,
  type AggregatorStudy,
  type KnownShares,
  type Mergeable,
  rankByShares,
} from "../../core/aggregators/index.ts";
import type { ModelSpeeds } from "../../core/model-speed.ts";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { matchModels, type ModelMatch } from "../../core/model-names/index.ts";
import { configuredModels, listedModels } from "../../core/endpoints/index.ts";
import type { Settings } from "../../core/settings/index.ts";
import { keptAggregatorStudy } from "./aggregator-study-file.ts";
import { knownSpeeds } from "./speed-file.ts";
import { bankStats, type BankStats } from "./bank-stats.ts";

/** The settings that decide which models may merge. */
export type MergingSettings = Pick<
  Settings,
  "endpoints" | "editorEndpoints" | "aggregator" | "codingAggregator" | "promptTemplates"
>;

/** A bank's contents, and what they say about the models of the settings. */
export interface SurveyedBank {
  readonly stats: BankStats;
  /** The models of the settings, with the names that the bank has for them. */
  readonly matches: readonly ModelMatch[];
  /** How fast models answer, by bank name; of simulated models nothing is known. */
  readonly speeds: ModelSpeeds;
  /** Which of them merges; null when that is not known before a run. */
  readonly merging: MergingModels | null;
}

/**
 * Counts a bank's contents, matches the models of the settings with the bank's names, and ranks them as aggregators.
 *
 * @param entries of the bank in `bankFolder`; read once
 */
export async function surveyModels(
  space: string,
  entries: AsyncIterable<BankEntry>,
  { bankFolder, settings }: { readonly bankFolder: string; readonly settings: MergingSettings },
): Promise<SurveyedBank> {
  const tally = new ShareTally();
  const stats = await bankStats(space, tally.counting(entries));
  const { configured: matches } = matchModels(configuredModels(settings.endpoints), Object.keys(stats.models));
  const study = await keptAggregatorStudy(bankFolder, false, settings.promptTemplates);
  const speeds = await knownSpeeds(bankFolder);
  return { stats, matches, speeds, merging: mergingModels(settings, matches, tally.shares, study) };
}

/** Which model merges, for questions about code and for others. */
export interface MergingModels {
  readonly coding: AggregatorChoice;
  readonly other: AggregatorChoice;
}

/**
 * Counts each model's right answers by domain while a bank is read. Test questions are left out, because models are not
 * chosen by them.
 */
export class ShareTally {
  /** By domain, null for all questions, then by model. */
  private readonly sums = new Map<string | null, Map<string, { right: number; known: number }>>();

  add({ split, domain, capability }: Pick<BankQuestion, "split" | "domain" | "capability">): void {
    if (split === "test") return;
    for (const [model, { value, weight }] of Object.entries(capability)) {
      for (const of of domain === undefined ? [null] : [null, domain]) {
        const sums = this.sums.get(of) ?? new Map<string, { right: number; known: number }>();
        this.sums.set(of, sums);
        const sum = sums.get(model) ?? { right: 0, known: 0 };
        sums.set(model, sum);
        sum.right += value * weight;
        sum.known += weight;
      }
    }
  }

  /** Yields the entries of a bank and counts each as it is read. */
  async *counting(entries: AsyncIterable<BankEntry>): AsyncGenerator<BankEntry> {
    for await (const entry of entries) {
      this.add(entry.question);
      yield entry;
    }
  }

  readonly shares: KnownShares = (model, domain) => {
    const sum = this.sums.get(domain)?.get(model);
    return sum === undefined ? null : { accuracy: sum.right / sum.known, known: sum.known };
  };
}

/**
 * Returns which of the listed models merges, by the same rule as in a run. Returns null when the settings list no
 * models, or when the full list is known only to a server or the editor.
 *
 * @param matches of the models that the settings list
 */
export function mergingModels(
  settings: MergingSettings,
  matches: readonly ModelMatch[],
  shares: KnownShares,
  study: AggregatorStudy | null,
): MergingModels | null {
  const { endpoints, editorEndpoints } = settings;
  const serverKnows = endpoints.some(({ enabled, models }) => enabled !== false && models === "*");
  if (serverKnows || editorEndpoints.some(({ enabled }) => enabled !== false)) return null;
  const prices = new Map<string, number | null>(
    endpoints.flatMap((endpoint) =>
      listedModels(endpoint).map(({ id, promptUsdPerMTok, completionUsdPerMTok }) => {
        const isPriced = promptUsdPerMTok !== undefined && completionUsdPerMTok !== undefined;
        return [`${endpoint.name}/${id}`, isPriced ? promptUsdPerMTok + completionUsdPerMTok : null] as const;
      }),
    ),
  );
  const offers = matches
    .map(({ reference, bankName: name }): Mergeable => ({ name, reference, price: prices.get(reference) ?? null }))
    .toSorted((a, b) => (a.price ?? Infinity) - (b.price ?? Infinity));
  const pool = offers.filter(({ name }, index) => offers.findIndex((other) => other.name === name) === index);
  const [other, coding] = [false, true].map((isCoding) => {
    return rankByShares(pool, shares, { ...settings, coding: isCoding }, study).choice;
  });
  return other == null || coding == null ? null : { other, coding };
}
