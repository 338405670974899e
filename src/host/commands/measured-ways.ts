import { l10n } from "vscode";
import { usd } from "../../core/amounts.ts";
import { median } from "../../core/median.ts";
import { presets } from "../../core/parameters.ts";
import type { RunRecord } from "../../core/record/index.ts";
import type { Manner } from "../../protocol/index.ts";

/** A run's data on the time and cost of its way. */
type Measured = Pick<RunRecord, "system" | "parameters" | "totals">;

/** Returns the median time and cost of a way's runs, in words; null when there was none. */
export function measuredText(runs: readonly Measured[], { system, preset }: Required<Manner>): string | null {
  // The number of models does not count: a preset asks fewer if there are fewer.
  const { aggregations, maxOutputTokens } = presets[preset];
  const alike = runs.filter(
    ({ system: other, parameters }) =>
      other === system &&
      (system !== "smcs" ||
        (parameters.aggregations === aggregations && parameters.maxOutputTokens === maxOutputTokens)),
  );
  const durationMs = median(alike.flatMap(({ totals }) => totals.durationMs ?? []));
  if (durationMs === null) return null;
  const seconds = l10n.t("about {0} s", (durationMs / 1000).toFixed(durationMs < 10_000 ? 1 : 0));
  const costUsd = median(alike.flatMap(({ totals }) => totals.costUsd ?? []));
  if (costUsd === null) return seconds;
  return `${seconds}, ${costUsd === 0 ? l10n.t("free") : usd(costUsd)}`;
}
