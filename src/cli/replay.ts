import path from "node:path";
import type { Sources } from "../assembly/index.ts";
import { builtInEmbedder } from "../embedding/built-in/index.ts";
import { embedderOfSpace } from "../embedding/serving/index.ts";
import { DEMO_CAPABILITY_FILE, openBank, readCapability } from "../bank/opened/index.ts";
import { bankExists } from "../bank/store/index.ts";
import { readRecorded } from "../records/index.ts";
import { messageOf } from "../core/errors.ts";
import type { EmbeddingModel } from "../core/ports.ts";
import { plainLine } from "../core/plain-line.ts";
import type { PackedBank } from "../core/packed-bank/index.ts";
import { replay, type Replay, type Replayable, type ReplayedPart } from "../core/replay/index.ts";
import { starterFolder, withSources } from "../command-line/index.ts";
import { printResult, say, UsageError } from "../terminal/index.ts";

/** The options of `smcs replay`. */
export interface ReplayOptions {
  /** Folder of the question bank for a new selection of the models; without it the recorded priors are used. */
  readonly bank?: string;
  /** Settings file for an embedder other than the default. */
  readonly settings?: string;
  readonly json?: true;
}

/** `smcs replay`: recomputes recorded runs. Returns the exit status: 1 when anything differs. */
export async function replayFile(file: string, options: ReplayOptions): Promise<number> {
  const runs = await readRecorded(file).catch((error: unknown) => {
    throw new UsageError(messageOf(error));
  });
  const replays = await withSources(options, (sources) => replayAll(runs, options.bank, sources));
  const agrees = replays.every((one) => one.agrees);
  printResult(options, { agrees, runs: replays }, replays.flatMap(linesOf).join("\n"));
  return agrees ? 0 : 1;
}

async function replayAll(runs: readonly Replayable[], folder: string | undefined, sources: Sources): Promise<Replay[]> {
  const replays: Replay[] = [];
  for (const run of runs) {
    const space = run.comparedIn ?? run.selection?.space ?? "";
    const embedding = (await embedderOfSpace(space, sources)) ?? builtInEmbedder();
    const bank = folder === undefined ? null : await existingBank(folder, run.simulated, embedding);
    replays.push(await replay(run, { embedding, bank }));
  }
  return replays;
}

/**
 * Returns the bank as the run used it, with the simulated models' outcomes for a simulated run. Never creates the bank.
 */
async function existingBank(given: string, simulated: boolean, embedding: EmbeddingModel): Promise<PackedBank> {
  const folder = path.resolve(given);
  if (!(await bankExists(folder))) throw new UsageError(`--bank ${given}: there is no question bank.`);
  const capability = simulated ? await readCapability(path.join(starterFolder, DEMO_CAPABILITY_FILE)) : [];
  const onNotice = (message: string): void => {
    say(message);
  };
  return openBank({ folder, starterFolder, capability, onNotice }, embedding).load();
}

function linesOf({ runId, agrees, parts }: Replay): string[] {
  const verdict = agrees ? "agrees with its record" : "differs from its record";
  return [`Run ${shown(runId)} ${verdict}.`, ...parts.flatMap(linesOfPart)];
}

function linesOfPart({ part, verdict, details }: ReplayedPart): string[] {
  return [`  ${part.padEnd(11)}  ${verdict.replace("-", " ")}`, ...details.map((detail) => `      ${shown(detail)}`)];
}

/** Returns a text from a file without control characters, which could steer the terminal. */
const shown = (text: string): string => plainLine(text, 500);
