/** Work on a text. */
export type Work = (text: string) => unknown;

/** Length of the shortest text that is tried, for which catastrophic patterns still end in time. */
const SHORTEST = 16;
/** Length of the longest text that is tried; work that takes less than MEASURABLE for it is harmless. */
const LONGEST = 64 * 1024;
/** Minimum processor time that can be compared, in milliseconds. */
const MEASURABLE = 3;
/** Ratio of the lengths of two texts. A processor may halve its speed between them, so it is far more than two. */
const STEP = 8;
/** Maximum growth of the work for the longer text: 8 times is linear, 64 times is quadratic. */
const MOST_GROWTH = 22;
/**
 * Number of consecutive steps, each from a text of double length, that must show the growth: a full buffer shows in
 * one.
 */
const STEPS = 2;
/** Number of measurements of each length. The shortest counts, because other load on the machine only adds. */
const RUNS = 2;
/** Number of measurements of a step before it counts as too much: garbage collection may take most of a measurement. */
const TRIES = 8;
/** Time in milliseconds after which no longer text is tried. */
const LONG = 150;

/**
 * Returns how much more work a longer text takes, if the work grows too fast; null if it does not, or if longer texts
 * are refused. Processor time is compared instead of clock time, so that a busy machine has little effect.
 */
export async function growthOf(work: Work, textOf: (length: number) => string): Promise<string | null> {
  const first = await measurable(work, textOf);
  if (first === null) return null;
  const found: string[] = [];
  for (let length = first; found.length < STEPS; length *= 2) {
    const longer = textOf(STEP * length);
    const ratio = await leastRatio(work, textOf(length), longer);
    if (ratio <= MOST_GROWTH) return null;
    found.push(`${STEP * length} characters take ${ratio.toFixed(1)} times as long as ${length}`);
    if ((await timeOf(work, longer)) > LONG) break;
  }
  return found.join(", ");
}

/** Returns the length of the shortest text whose work can be measured. */
async function measurable(work: Work, textOf: (length: number) => string): Promise<number | null> {
  for (let length = SHORTEST; length <= LONGEST; length *= 2)
    // Measured twice, because the first time may include compiling or loading.
    if ((await timeOf(work, textOf(length))) >= MEASURABLE && (await timeOf(work, textOf(length))) >= MEASURABLE)
      return length;
  return null;
}

async function leastRatio(work: Work, text: string, longer: string): Promise<number> {
  let ratio = Infinity;
  for (let tries = 0; tries < TRIES && ratio > MOST_GROWTH; tries++)
    ratio = Math.min(ratio, (await shortest(work, longer)) / (await shortest(work, text)));
  return ratio;
}

async function shortest(work: Work, text: string): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < RUNS; run++) least = Math.min(least, await timeOf(work, text));
  return least;
}

/** Returns the processor time in milliseconds, above zero. */
async function timeOf(work: Work, text: string): Promise<number> {
  const before = process.cpuUsage();
  await work(text);
  const { user, system } = process.cpuUsage(before);
  return Math.max(user + system, 1) / 1000;
}
