import type { EndpointReport } from "../testing/index.ts";
import { endpointCells, endpointColumns, groupedNotes, modelCells, modelColumns } from "./probe-cells.ts";
import type { SettingsOffer } from "./settings-offers.ts";
import { plainTable, wrapped } from "../../report-page/index.ts";

const LEGEND = [
  "works: everything a question needs; partly: it answers, and something is missing; listed: it was not asked;",
  "n: several answers in one request; ?: not known.",
];

/**
 * Returns the result of a test as plain text for users: tables, notes on the models, and suggested settings.
 *
 * @param now ISO 8601
 */
export function reportText(reports: readonly EndpointReport[], offers: readonly SettingsOffer[], now: string): string {
  const models = reports.flatMap((report) => report.models);
  const rows = models.map((probe) => modelCells(probe, now));
  const notes = groupedNotes(models).flatMap(({ models: names, notes: sentences }) => [
    "",
    ...wrapped(names.join(", "), ""),
    ...sentences.flatMap((sentence) => wrapped(sentence, "  ")),
  ]);
  const table = [...plainTable(endpointColumns, reports.map(endpointCells)), ""];
  return [
    ...table,
    ...(models.length === 0 ? [] : [...plainTable(modelColumns, rows), "", ...LEGEND]),
    ...notes,
    ...(offers.length === 0 ? [] : ["", "The settings of these models could say more:", ...offers.map(offerLine)]),
  ].join("\n");
}

function offerLine({ endpoint, model, settings }: SettingsOffer): string {
  return `  ${endpoint}: ${JSON.stringify({ id: model, ...settings })}`;
}
