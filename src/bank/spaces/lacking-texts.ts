import type { BankEntry } from "../../core/question-bank/packed-bank.ts";
import type { KeptVectors } from "./kept-vectors.ts";
import { textKey } from "./text-key.ts";

/** Characters of texts that are taken into memory at a time. */
const AT_ONCE = 1 << 23;

/** Which questions of a bank have no kept vector. */
export interface Lacking {
  /** Of the bank. */
  readonly questions: number;
  /** Of them without a vector. */
  readonly lacking: number;
  /** Their texts, each once; only the first of them where they are very long. */
  readonly texts: readonly string[];
  /** Whether these are all. */
  readonly complete: boolean;
}

/** Compares a bank with the kept vectors of a space. */
export async function lackingTexts(entries: AsyncIterable<BankEntry>, kept: KeptVectors): Promise<Lacking> {
  const texts = new Map<string, string>();
  let [questions, lacking, characters, complete] = [0, 0, 0, true];
  for await (const { question } of entries) {
    questions += 1;
    const key = textKey(question.question);
    if (kept.has(key)) continue;
    lacking += 1;
    if (texts.has(key)) continue;
    complete = characters < AT_ONCE;
    if (!complete) continue;
    texts.set(key, question.question);
    characters += question.question.length;
  }
  return { questions, lacking, texts: [...texts.values()], complete };
}
