import {
  type BankStats,
  type KeptReplies,
  type MergingModels,
  type SurveyedBank,
  surveyModels,
} from "../bank/models/index.ts";
import type { AggregatorChoice } from "../core/aggregators/index.ts";
import type { ModelSpeed } from "../core/model-speed.ts";
import type { ModelMatch } from "../core/model-names/index.ts";
import { plainLine } from "../core/plain-line.ts";
import { keptReplies } from "../evaluation/kept/index.ts";
import { readBank } from "./bank.ts";
import { seconds } from "../core/amounts.ts";
import { shareOf } from "./report.ts";
import type { SourceOptions } from "../command-line/index.ts";
import { printResult } from "../terminal/index.ts";

/** `smcs bank stats`: the bank's contents, its names of the configured models, and the model that merges. */
export async function printStats(options: SourceOptions): Promise<void> {
  const { stats, matches, merging } = await readBank(
    options,
    async (space, entries, { settings, bankFolder, simulated }) => {
      const surveyed = await surveyModels(space, entries, { bankFolder, settings });
      const own = surveyed.matches.map((match): OwnModel => withSpeed(match, surveyed));
      // Outcomes of simulated models say nothing about the endpoints of the settings.
      const merging = simulated === null ? surveyed.merging : null;
      return { matches: own, stats: await withKept(surveyed, bankFolder), merging };
    },
  );
  const document = { ...stats, ...(matches.length > 0 && { matches }), ...(merging !== null && { merging }) };
  printResult(options, document, [statsTable(stats, matches), ...mergingLines(merging)].join("\n"));
}

/** Returns the statistics with each model's speed and counts of its kept replies. */
async function withKept(
  { stats, speeds }: SurveyedBank,
  bankFolder: string,
): Promise<BankStats & { readonly models: ModelStats }> {
  const kept = await keptReplies(bankFolder, Object.keys(stats.models));
  const models = Object.entries(stats.models).map(([name, model]) => {
    const own = kept.get(name);
    const speed = speeds.get(name);
    return [name, { ...model, ...(own && { kept: own }), ...(speed && { speed }) }] as const;
  });
  return { ...stats, models: Object.fromEntries(models) };
}

/** A configured model, with its speed where the bank has no outcomes that would show it. */
type OwnModel = ModelMatch & { readonly speed?: ModelSpeed };

function withSpeed(match: ModelMatch, { stats, speeds }: SurveyedBank): OwnModel {
  const speed = Object.hasOwn(stats.models, match.bankName) ? undefined : speeds.get(match.bankName);
  return { ...match, ...(speed && { speed }) };
}

function mergingLines(merging: MergingModels | null): string[] {
  if (merging === null) return [];
  const line = (about: string, choice: AggregatorChoice): string =>
    `  ${about}: ${shown(choice.model)}. ${choice.reason}${shareOf(choice)}`;
  return ["merges answers:", line("questions about code", merging.coding), line("other questions", merging.other)];
}

/** The bank's models, with their speeds and counts of their kept replies. */
type ModelStats = Readonly<
  Record<string, BankStats["models"][string] & { readonly kept?: KeptReplies; readonly speed?: ModelSpeed }>
>;

/** Returns a name from a file without control characters, which could steer the terminal. */
const shown = (name: string): string => plainLine(name, 100);

function statsTable(
  { questions, sources, open, domains, skills, models, space }: BankStats & { readonly models: ModelStats },
  matches: readonly OwnModel[],
): string {
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${shown(name)} ${count}`)
      .join(", ") || "none";
  const rows = Object.entries(models).map(
    ([model, { evaluated, accuracy, kept, speed }]) =>
      `  ${(accuracy * 100).toFixed(1).padStart(5)}%  ${shown(model)}, evaluated on ${evaluated}${cutOffWords(kept)}${speedWords(speed)}`,
  );
  return [
    `${questions} questions, embedded in ${shown(space) || "no space yet"}`,
    `sources: ${list(sources)}`,
    ...(Object.keys(open).length > 0
      ? [
          `without a check, so no model is evaluated on them: ${list(open)} (bank import --checks-from FILE brings checks)`,
        ]
      : []),
    `domains: ${list(domains)}`,
    skillsLine(skills, questions),
    rows.length > 0 ? "models:" : "No model has been evaluated.",
    ...rows,
    ...(matches.length > 0 ? ["your models:", ...matches.map(matchLine)] : []),
  ].join("\n");
}

function cutOffWords(kept: KeptReplies | undefined): string {
  return kept === undefined ? "" : `; cut off at the output limit: ${kept.cutOff} of ${kept.judged} kept answers`;
}

function speedWords(speed: ModelSpeed | undefined): string {
  if (speed === undefined) return "";
  const { firstTokenMs, durationMs, tokensPerSecond, replies } = speed;
  const parts = [
    ...(firstTokenMs === null ? [] : [`${seconds(firstTokenMs)} to the first token`]),
    ...(tokensPerSecond === null ? [] : [`${Math.round(tokensPerSecond)} tokens/s`]),
    `${seconds(durationMs)} a reply`,
  ];
  return `; ${parts.join(", ")} (median of ${replies})`;
}

function skillsLine({ questions, keywords }: BankStats["skills"], all: number): string {
  if (questions === 0) return "skills: no keywords; domain and topic serve as skills";
  return `skills: ${questions} of ${all} questions, ${keywords} ${keywords === 1 ? "keyword" : "keywords"}`;
}

function matchLine({ reference, bankName, known, suggestions, speed }: OwnModel): string {
  if (known) return `  ${reference} is ${shown(bankName)}${speedWords(speed)}`;
  const similar = suggestions.length === 0 ? "" : `; it resembles ${suggestions.map(shown).join(", ")}`;
  return `  ${reference} is not in the bank${similar}${speedWords(speed)}`;
}
