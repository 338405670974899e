import { bankStats, type BankStats } from "../adapters/question-bank/bank-stats.ts";
import { matchModels, type ModelMatch } from "../core/question-bank/match-models.ts";
import { plainLine } from "../core/question-bank/plain-line.ts";
import { configuredModels } from "../core/settings/configured-models.ts";
import { readBank } from "./read-bank.ts";
import type { SourceOptions } from "./sources.ts";
import { printResult } from "./terminal.ts";

/** `smcs bank stats`: what the bank holds, and under which of its names it knows the configured models. */
export async function printStats(options: SourceOptions): Promise<void> {
  const { stats, matches } = await readBank(options, async (space, entries, { endpoints }) => {
    const stats = await bankStats(space, entries);
    const { configured } = matchModels(configuredModels(endpoints), Object.keys(stats.models));
    return { stats, matches: configured };
  });
  const document = matches.length > 0 ? { ...stats, matches } : stats;
  printResult(options, document, statsTable(stats, matches));
}

/** A name from a file, which must not steer the terminal. */
const shown = (name: string): string => plainLine(name, 100);

function statsTable(
  { questions, sources, domains, skills, models, space }: BankStats,
  matches: readonly ModelMatch[],
): string {
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${shown(name)} ${count}`)
      .join(", ") || "none";
  const rows = Object.entries(models).map(
    ([model, { evaluated, accuracy }]) =>
      `  ${(accuracy * 100).toFixed(1).padStart(5)}%  ${shown(model)}, evaluated on ${evaluated}`,
  );
  return [
    `${questions} questions, embedded in ${shown(space) || "no space yet"}`,
    `sources: ${list(sources)}`,
    `domains: ${list(domains)}`,
    skillsLine(skills, questions),
    rows.length > 0 ? "models:" : "No model has been evaluated.",
    ...rows,
    ...(matches.length > 0 ? ["your models:", ...matches.map(matchLine)] : []),
  ].join("\n");
}

function skillsLine({ questions, keywords }: BankStats["skills"], all: number): string {
  if (questions === 0) return "skills: no keywords; domain and topic serve as skills";
  return `skills: ${questions} of ${all} questions, ${keywords} ${keywords === 1 ? "keyword" : "keywords"}`;
}

function matchLine({ reference, bankName, known, suggestions }: ModelMatch): string {
  if (known) return `  ${reference} is ${shown(bankName)}`;
  const similar = suggestions.length === 0 ? "" : `; it resembles ${suggestions.map(shown).join(", ")}`;
  return `  ${reference} is not in the bank${similar}`;
}
