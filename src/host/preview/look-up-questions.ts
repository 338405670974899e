import { servingEmbedder } from "../../embedding/serving/index.ts";
import { bankAt } from "../../bank/opened/index.ts";
import type { BankQuestionText } from "../../protocol/index.ts";
import type { BankSources } from "../model-source.ts";

/** Maximum length of a shown text. */
const LONGEST = 1_000;

/** Returns the bank's data on questions by id, in order; the bank is usually in memory since the last run. */
export async function lookUpQuestions(sources: BankSources, ids: readonly string[]): Promise<BankQuestionText[]> {
  const { bankFolder: folder, starterFolder } = sources;
  const { embedding } = await servingEmbedder(sources, folder);
  const { questions } = await bankAt({ folder, starterFolder, capability: [] }, embedding, undefined).load();
  const wanted = new Set(ids);
  const rows = new Map<string, number>();
  for (let row = 0; row < questions.size && rows.size < wanted.size; row++) {
    const id = questions.id(row);
    if (wanted.has(id)) rows.set(id, row);
  }
  const { names, of } = questions.domains;
  return ids.map((id) => {
    const row = rows.get(id);
    if (row === undefined) return { id, text: null, domain: "" };
    return { id, text: shortened(questions.text(row)), domain: names[of[row] ?? -1] ?? "" };
  });
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
