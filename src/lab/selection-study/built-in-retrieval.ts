import { builtInEmbedder } from "../../embedding/built-in/built-in-embedder.ts";
import { scannedVectors } from "../../bank/scan/vector-memory.ts";
import type { Embedding } from "../../core/embedding.ts";
import { packBank } from "../../core/question-bank/packed-bank.ts";
import type { BankQuestion } from "../../core/question-bank/bank-question.ts";
import { neighbours } from "../../core/selection/index.ts";
import { entriesOf, type Retrieval } from "./retrieval.ts";

/** Retrieval as runs do it with the built-in embedder, which embeds a question alike whether it is asked or stored. */
export async function builtInRetrieval(questions: readonly BankQuestion[], signal: AbortSignal): Promise<Retrieval> {
  const embedder = builtInEmbedder();
  const texts = questions.map(({ question }) => question);
  const embeddings = await embedder.embed(texts, "document", signal);
  const at = (question: number): Embedding => embeddings[question] as Embedding;
  return {
    space: embedder.space,
    description: "hashed words, pairs of words, spellings and fields of knowledge; identifiers come apart into words",
    search(split) {
      const entries = entriesOf(questions, split, (question) => at(question).vector);
      const bank = packBank(embedder.space, entries, scannedVectors);
      return { bank, near: (question, base, tolerance) => neighbours(bank, at(question), base, tolerance) };
    },
  };
}
