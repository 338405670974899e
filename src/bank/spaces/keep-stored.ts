import type { BankEntry } from "../../core/packed-bank/index.ts";
import { textKey } from "./kept-file.ts";
import type { KeptVectors } from "./kept-vectors.ts";

/** Values buffered before a write. */
const VALUES_AT_ONCE = 1 << 18;

/** Keeps the vectors of entries whose texts have no kept vector yet. Resolves once they are on disk. */
export async function keepStored(
  entries: AsyncIterable<BankEntry>,
  kept: KeptVectors,
  signal: AbortSignal,
): Promise<void> {
  let waiting = new Map<string, Float32Array>();
  let values = 0;
  const write = async (): Promise<void> => {
    await kept.append([...waiting]);
    waiting = new Map();
    values = 0;
  };
  for await (const { question, vector } of entries) {
    signal.throwIfAborted();
    const key = textKey(question.question);
    if (kept.has(key) || waiting.has(key)) continue;
    waiting.set(key, Float32Array.from(vector));
    values += vector.length;
    if (values >= VALUES_AT_ONCE) await write();
  }
  await write();
  await kept.sync();
}
