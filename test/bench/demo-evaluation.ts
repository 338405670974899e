import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { type Figure, figure } from "./figure.ts";
import { median, timesAsLong } from "./interleaved.ts";

const QUESTIONS = 60;
/** Number of rounds with another checkout, in turns. */
const ROUNDS = 3;

/**
 * Returns how long `smcs bank evaluate --demo` takes from a first start to its end, as built.
 *
 * @param against folder of another built checkout, which does the same in turns
 */
export async function measureDemoEvaluation(against = process.env["SMCS_AGAINST"]): Promise<Figure[]> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < (against === undefined ? 1 : ROUNDS); round++) {
    ours.push(await evaluateDemo(repositoryRoot));
    if (against !== undefined) theirs.push(await evaluateDemo(path.resolve(against)));
  }
  const name = `evaluation of the demo pool, ${QUESTIONS} questions x 15 models`;
  if (against === undefined) return [figure(name, median(ours), "s")];
  return [
    figure(name, median(ours), "s"),
    figure(`${name}: ${path.basename(against)}`, median(theirs), "s"),
    figure(`${name}: against ${path.basename(against)}`, timesAsLong(ours, theirs), "ratio"),
  ];
}

/** @returns seconds */
async function evaluateDemo(checkout: string): Promise<number> {
  const { bin } = JSON.parse(await readFile(path.join(checkout, "package.json"), "utf8")) as { bin: { smcs: string } };
  const home = await mkdtemp(path.join(tmpdir(), "smcs-bench-demo-"));
  const args = [path.join(checkout, bin.smcs), "bank", "evaluate", "--demo", "--limit", `${QUESTIONS}`, "--json"];
  try {
    const env = { ...process.env, HOME: home, USERPROFILE: home };
    const startedAt = performance.now();
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 1 << 26 });
    const seconds = (performance.now() - startedAt) / 1000;
    const { asked } = JSON.parse(stdout) as { asked: number };
    if (asked !== QUESTIONS * 15) throw new Error(`${checkout}: ${asked} questions were asked.`);
    return seconds;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
