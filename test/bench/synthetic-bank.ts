import { type Embedding, normalise } from "../../src/core/embedding.ts";
import type { BankEntry } from "../../src/core/packed-bank/index.ts";
import { randomStream } from "../../src/core/random.ts";

/** A made-up bank and questions to ask it. */
export interface SyntheticBank {
  readonly space: string;
  readonly models: readonly string[];
  readonly entries: readonly (BankEntry & { readonly vector: number[] })[];
  readonly asked: readonly Embedding[];
}

const SPACE = "synthetic";
const SOURCES = 12;
const TOPICS = 20;

/**
 * Returns a bank with questions of 12 sources with 20 topics each: unit vectors around their topic, at cosines of about
 * 0.45 within a topic, 0.2 within a source and 0 elsewhere. For every tenth pair of model and question the outcome is
 * unknown.
 *
 * @param size N
 * @param dimension d
 * @param modelCount R
 * @param asked number of questions to ask
 */
export function syntheticBank(size: number, dimension: number, modelCount: number, asked: number): SyntheticBank {
  const random = randomStream(size, "synthetic bank");
  const around = (center: ArrayLike<number>, spread: number): Float32Array => {
    const scale = spread / Math.sqrt(dimension);
    return normalise(Array.from({ length: dimension }, (_, i) => (center[i] ?? 0) + scale * gaussian(random)));
  };
  const sources = Array.from({ length: SOURCES }, () => around([], 1));
  const topics = sources.flatMap((source) => Array.from({ length: TOPICS }, () => around(source, 1.1)));
  const pick = (): number => Math.floor(random() * topics.length);
  const questionVector = (topic: number): Float32Array => around(topics[topic] ?? [], 1.1);

  const models = Array.from({ length: modelCount }, (_, index) => `model-${String(index).padStart(2, "0")}`);
  const skill = models.map(() => topics.map(() => 0.3 + 0.6 * random()));
  const entries = Array.from({ length: size }, (_, row) => {
    const topic = pick();
    const source = Math.floor(topic / TOPICS);
    const known = models.flatMap((model, index) => {
      const value = random() < (skill[index]?.[topic] ?? 0) ? 1 : 0;
      return random() < 0.1 ? [] : [[model, { value, weight: 1, evidence: "checked" }] as const];
    });
    return {
      question: {
        id: `q${String(row).padStart(7, "0")}`,
        source: `source-${source}`,
        split: "bank" as const,
        domain: source < SOURCES / 2 ? "coding" : "science",
        question: `Question ${row}?`,
        task: { kind: "open" as const },
        capability: Object.fromEntries(known),
      },
      vector: Array.from(questionVector(topic)),
    };
  });
  const questions = Array.from({ length: asked }, () => ({ space: SPACE, vector: questionVector(pick()) }));
  return { space: SPACE, models, entries, asked: questions };
}

/** Returns a normally distributed number of mean 0 and variance 1 (Box and Muller). */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
