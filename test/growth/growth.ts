/** Work on a text. */
export type Work = (text: string) => unknown;

/** The shortest text that is tried; catastrophic patterns end in time for it. */
const SHORTEST = 16;
/** The longest that is tried; what takes less than MEASURABLE for it cannot hurt. */
const LONGEST = 64 * 1024;
/** Least time of the processor, in milliseconds, that can be compared. */
const MEASURABLE = 3;
/** How many times longer the longer one of two texts is: more than twice, so that linear and quadratic lie far apart. */
const STEP = 4;
/** The longer text may make so much more work: 4 times is linear, 16 times is quadratic. */
const MOST_GROWTH = 8;
/** Steps in a row, each from a text of double length, that must show it: a buffer that is full shows in one. */
const STEPS = 2;
/** Measurements of each length, of which the shortest counts: other work on the machine only adds. */
const RUNS = 2;
/** How often a step is measured before it counts as too much: collecting garbage may take most of a run. */
const TRIES = 6;
/** Milliseconds for a text of which nothing longer is tried. */
const LONG = 500;

/**
 * Says how much more work a longer text takes, where the work grows faster than it may; null where it does not, or where
 * longer texts are refused. The processor's time is compared, not the clock's, so that a busy machine changes little.
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

/** The shortest text whose work can be measured. */
async function measurable(work: Work, textOf: (length: number) => string): Promise<number | null> {
  for (let length = SHORTEST; length <= LONGEST; length *= 2)
    // Twice, since the first time something may be compiled or loaded.
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

/** Milliseconds of the processor, never none. */
async function timeOf(work: Work, text: string): Promise<number> {
  const before = process.cpuUsage();
  await work(text);
  const { user, system } = process.cpuUsage(before);
  return Math.max(user + system, 1) / 1000;
}
