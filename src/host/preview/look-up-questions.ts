import { servingEmbedder } from "../../embedding/serving-embedder.ts";
import { bankAt } from "../../bank/opened-banks.ts";
import type { BankQuestionText } from "../../protocol/index.ts";
import type { BankSources } from "../model-source.ts";

/** Enough of a text to see what it is about. */
const LONGEST = 1_000;

/** What the bank knows of the questions of these ids, in their order; usually it is in memory since the last run. */
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
