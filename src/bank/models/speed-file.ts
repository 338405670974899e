import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { type ModelSpeeds, type ReplyTimes, speedOf } from "../../core/model-speed.ts";
import type { SpeedMemory } from "../../core/ports.ts";
import { replaceFile, takeLock } from "../../storage/index.ts";

const VERSION = 1;
/** How many of its latest replies tell a model's speed. */
export const REPLIES_KEPT = 32;
/** Models beyond these are forgotten, those without new replies first. */
const MODELS_KEPT = 1000;
/** Milliseconds. The file is written within one, and a lost update costs little. */
const LOCK = { staleMs: 10_000, pauseMs: 20, patienceMs: 2000 };

const milliseconds = v.pipe(v.number(), v.minValue(0), v.finite());
const fileSchema = v.object({
  version: v.literal(VERSION),
  models: v.array(
    v.object({
      model: v.string(),
      /** Oldest first. */
      replies: v.array(
        v.object({
          firstTokenMs: v.nullable(milliseconds),
          durationMs: milliseconds,
          tokens: v.nullable(v.pipe(v.number(), v.minValue(0), v.finite())),
        }),
      ),
    }),
  ),
});
const newerSchema = v.object({ version: v.pipe(v.number(), v.gtValue(VERSION)) });
type Kept = v.InferOutput<typeof fileSchema>["models"];

/** A reply's times, and the bank name of its model. */
export type TimedReply = ReplyTimes & { readonly model: string };

const fileIn = (bankFolder: string): string => path.join(bankFolder, "speeds.json");

/** Returns the speeds of the models whose replies were timed; none when the file is missing, damaged or of a newer version. */
export async function knownSpeeds(bankFolder: string): Promise<ModelSpeeds> {
  const kept = await readKept(bankFolder);
  return new Map((kept === "newer" ? [] : kept).flatMap(({ model, replies }) => speedEntry(model, replies)));
}

function speedEntry(
  model: string,
  replies: readonly ReplyTimes[],
): [string, NonNullable<ReturnType<typeof speedOf>>][] {
  const speed = speedOf(replies);
  return speed === null ? [] : [[model, speed]];
}

/**
 * Adds the times of replies to the bank's folder; each model's latest 32 are kept. Never rejects: a bank that cannot be
 * written, or that another process writes for seconds, learns from the next replies. A file of a newer version stays as
 * it is.
 */
export async function keepTimes(bankFolder: string, replies: readonly TimedReply[]): Promise<void> {
  if (replies.length === 0) return;
  const lock = await takeLock({
    folder: path.join(bankFolder, "speeds.lock"),
    staleMs: LOCK.staleMs,
    pauseMs: LOCK.pauseMs,
    keepWaiting: (waitedMs) => waitedMs <= LOCK.patienceMs,
    whenLost: (reason) => new Error(`The lock of the speeds was lost: ${reason}.`),
  }).catch(() => null);
  if (lock === null) return;
  try {
    const kept = await readKept(bankFolder);
    if (kept === "newer") return;
    const content = { version: VERSION, models: withReplies(kept, replies) };
    await lock.assertHeld();
    await replaceFile(fileIn(bankFolder), `${JSON.stringify(content)}\n`);
  } catch {
    // The speeds stay as they were.
  } finally {
    await lock.release();
  }
}

function withReplies(kept: Kept, replies: readonly TimedReply[]): Kept {
  const models = new Map(kept.map(({ model, replies }) => [model, replies]));
  for (const { model, firstTokenMs, durationMs, tokens } of replies) {
    const all = [...(models.get(model) ?? []), { firstTokenMs, durationMs, tokens }];
    // The models with the latest replies are last.
    models.delete(model);
    models.set(model, all);
  }
  return [...models].slice(-MODELS_KEPT).map(([model, replies]) => ({ model, replies: replies.slice(-REPLIES_KEPT) }));
}

/** Returns the memory of speeds that a run reads and fills. */
export async function speedMemory(bankFolder: string): Promise<SpeedMemory> {
  return { known: await knownSpeeds(bankFolder), keep: (replies) => keepTimes(bankFolder, replies) };
}

/** Returns the kept replies by model; none when the file is missing or damaged, because speeds are learned again. */
async function readKept(bankFolder: string): Promise<Kept | "newer"> {
  try {
    const content: unknown = JSON.parse(await readFile(fileIn(bankFolder), "utf8"));
    return v.is(newerSchema, content) ? "newer" : v.parse(fileSchema, content).models;
  } catch {
    return [];
  }
}
