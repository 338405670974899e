import { JsonCodec, LocalIndex, VirtualFileStorage, type IndexData } from "vectra";
import type { SyntheticBank } from "./synthetic-bank.ts";

/** A codec whose file is already decoded: the JSON of 100,000 vectors exceeds V8's maximum string length. */
class Decoded extends JsonCodec {
  private readonly data: IndexData;

  constructor(data: IndexData) {
    super();
    this.data = data;
  }

  override deserializeIndex(): IndexData {
    return this.data;
  }
}

/**
 * Returns a function that computes S of Eq. 2 by vectra's own search. vectra's `LocalIndex` runs unchanged on a storage
 * in memory, with the items just as its JSON codec would have read them; loading is not part of the time.
 *
 * @returns the similarities with every entry, in the entries' order
 */
export async function vectraSimilarities({
  entries,
}: SyntheticBank): Promise<(question: Float32Array) => Promise<Float32Array>> {
  const items = entries.map(({ question, vector }, row) => {
    return { id: question.id, metadata: { row }, vector, norm: Math.hypot(...vector) };
  });
  const storage = new VirtualFileStorage();
  await storage.upsertFile("bank/index.json", "{}");
  const codec = new Decoded({ version: 1, metadata_config: {}, items });
  const index = new LocalIndex<{ row: number }>("bank", undefined, storage, codec);
  return async (question) => {
    const similarity = new Float32Array(items.length);
    for (const { item, score } of await index.queryItems(Array.from(question), "", items.length)) {
      similarity[item.metadata.row] = Math.max(0, score);
    }
    return similarity;
  };
}
