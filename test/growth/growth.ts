/** Work on a text. */
export type Work = (text: string) => unknown;

/** The shortest text that is tried; catastrophic patterns end in time for it. */
const SHORTEST = 16;
/** The longest that is tried; what takes less than MEASURABLE for it cannot hurt. */
const LONGEST = 128 * 1024;
/** Least time of the processor, in milliseconds, that can be compared. */
const MEASURABLE = 5;
/** Double the text may make so much more work. Twice is linear, four times is quadratic. */
const MOST_GROWTH = 3;
/** Doublings in a row that must show such growth: a buffer that is full, or a function that is compiled, shows in one. */
const DOUBLINGS = 2;
/** Measurements of each length, of which the shortest counts: other work on the machine only adds. */
const RUNS = 2;
/** How often a doubling is measured before it counts as too much. */
const TRIES = 4;
/** Milliseconds for a text of which nothing longer is tried. */
const LONG = 2_000;

/**
 * Says how much more work a text of double length takes, where the work grows faster than it may; null where it does not,
 * or where longer texts are refused. The processor's time is compared, not the clock's, so that a busy machine changes
 * little.
 */
export async function growthOf(work: Work, textOf: (length: number) => string): Promise<string | null> {
  const length = await measurable(work, textOf);
  if (length === null) return null;
  const found: string[] = [];
  for (let half = length; found.length < DOUBLINGS; half *= 2) {
    const ratio = await leastRatio(work, textOf(half), textOf(2 * half));
    if (ratio <= MOST_GROWTH) return null;
    found.push(`${2 * half} characters take ${ratio.toFixed(1)} times as long as half of them`);
    if ((await timeOf(work, textOf(2 * half))) > LONG) break;
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

async function leastRatio(work: Work, half: string, whole: string): Promise<number> {
  let ratio = Infinity;
  for (let tries = 0; tries < TRIES && ratio > MOST_GROWTH; tries++)
    ratio = Math.min(ratio, (await shortest(work, whole)) / (await shortest(work, half)));
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
