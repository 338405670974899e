import type { EmbeddingModel } from "../../core/ports.ts";
import { embedTexts } from "./embed-texts.ts";
import type { KeptVectors } from "./kept-vectors.ts";
import type { Lacking } from "./lacking-texts.ts";
import type { MoveProgress } from "./move-progress.ts";
import { textKey } from "./text-key.ts";

/**
 * Embeds texts and keeps their vectors, batch by batch: what is told as done survives a kill and a fall of the machine.
 *
 * @param batch how many texts at a time
 */
export async function embedLacking(
  { questions, lacking, texts }: Lacking,
  kept: KeptVectors,
  embedding: EmbeddingModel,
  batch: number,
  progress: MoveProgress,
  signal: AbortSignal,
): Promise<void> {
  progress.embedded(questions - lacking, questions, 0);
  for (let start = 0; start < texts.length; start += batch) {
    const some = texts.slice(start, start + batch);
    const vectors = await embedTexts(some, embedding, signal);
    await kept.append(some.map((text, index) => [textKey(text), vectors[index] as Float32Array]));
    await kept.sync();
    progress.embedded(questions - lacking + start + some.length, questions, some.length);
  }
}
