import { presetNames, presets, type PresetValues, presetValues } from "../../src/core/parameters.ts";
import { wayNames, ways } from "../../src/protocol/index.ts";

/** The paper's names of the settings, in the order of the table; null for a setting that no preset decides. */
const meanings: Readonly<Record<keyof PresetValues, string | null>> = {
  referencers: "K",
  aggregations: "n",
  dropCount: "K_drop",
  selection: "how models are chosen",
  supportBase: "N_sup_base, 0 is automatic",
  tolerance: "gamma",
  perplexityWeight: "lambda",
  objective: "objective of the choice",
  posterior: "how the winner is chosen",
  repair: "repair",
  cascade: "cascade",
  dropDistribution: "Eq. 6",
  temperature: "temperature",
  presencePenalty: "presence penalty",
  maxOutputTokens: "output tokens",
  selfConsistency: "Self-Consistency",
  earlyStop: "early stop",
  layers: null,
  singleModel: null,
};

/** Returns every value of every preset, as a table in Markdown. */
export function presetTable(): string {
  const rows = (Object.keys(meanings) as (keyof PresetValues)[]).flatMap((name) => {
    const meaning = meanings[name];
    if (meaning === null) return [];
    return [[meaning, `\`smcs.${name}\``, ...presetNames.map((preset) => shown(presetValues[preset][name]))]];
  });
  return table(["symbol", "setting", ...presetNames.map((preset) => `\`${preset}\``)], rows);
}

/** Returns the ways to answer with their presets and systems, as a table in Markdown. */
export function wayTable(): string {
  const rows = wayNames.map((way) => {
    const { preset, system } = ways[way];
    const { referencers, aggregations } = presets[preset];
    const title = `_${way.charAt(0).toUpperCase()}${way.slice(1)}_`;
    return system === "smcs"
      ? [title, `${referencers} models; their answers are merged ${aggregations} times, the best wins`, `\`${system}\``, `\`${preset}\``] // prettier-ignore
      : [title, "the model that did best on similar questions, alone", `\`${system}\``, "any"];
  });
  return table(["way", "who answers", "`smcs.system`", "`smcs.preset`"], rows);
}

function shown(value: PresetValues[keyof PresetValues]): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return typeof value === "number" ? value.toLocaleString("en") : `\`${value}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
