import { setTimeout } from "node:timers/promises";
import type { Means, Run } from "../core/run.ts";
import type { Question } from "../core/enhancement/prompts.ts";
import type { EmbeddingModel, QuestionBank, Wait } from "../core/ports.ts";
import type { RunPolicy } from "../core/run-policy.ts";
import type { Endpoint } from "../core/settings/endpoint.ts";
import type { Settings } from "../core/settings/settings.ts";
import { type KeyOf, buildPool } from "./chat/pool.ts";
import { builtInEmbedder } from "./embedding/built-in/built-in-embedder.ts";
import type { CapabilityLine } from "./question-bank/capability-lines.ts";
import { type BankPlace, openBank } from "./question-bank/open-bank.ts";

/** The simulated pool, when it takes the place of the configured endpoints. */
export interface SimulatedPool {
  readonly endpoint: Endpoint;
  readonly capability: readonly CapabilityLine[];
}

/** Where the parts come from that a run is assembled of. */
export interface Sources {
  readonly settings: Settings;
  readonly keyOf: KeyOf;
  readonly bankFolder: string;
  /** Questions for a bank that does not exist yet. */
  readonly starterFolder: string;
  /** Null for the endpoints of the settings. */
  readonly simulated: SimulatedPool | null;
  /** Told in sentences what was lost of the question bank, and that somebody else has changed it. */
  readonly onNotice?: (message: string) => void;
}

/** A bank as it was opened, so that the next run need not read it again. */
interface OpenedBank {
  readonly bank: QuestionBank;
  /** Whoever asked last is told. */
  onNotice: Sources["onNotice"];
}

const banks = new Map<string, OpenedBank>();

/**
 * Puts together what a run works with: embedder, question bank and model pool.
 *
 * @returns the means, and one line per endpoint whose models could not be listed
 * @throws BankError when the bank cannot be read
 */
export async function assemble(
  sources: Sources,
  signal: AbortSignal,
): Promise<{ means: Means; problems: readonly string[] }> {
  const { settings, keyOf, simulated, bankFolder, starterFolder } = sources;
  const embedding = builtInEmbedder();
  const place = { folder: bankFolder, starterFolder, capability: simulated?.capability ?? [] };
  const bank = bankAt(place, embedding, sources.onNotice);
  const { models } = await bank.load();
  const endpoints = simulated === null ? settings.endpoints : [simulated.endpoint];
  const { members, problems } = await buildPool(endpoints, keyOf, models, signal);
  const clock = (): number => Math.round(performance.now());
  const wait: Wait = (milliseconds, until) => setTimeout(milliseconds, undefined, { signal: until });
  return { means: { pool: members, bank, embedding, clock, wait, simulated: simulated !== null }, problems };
}

function bankAt(place: BankPlace, embedding: EmbeddingModel, onNotice: Sources["onNotice"]): QuestionBank {
  const key = `${place.folder}\n${place.capability.length}`;
  const opened = banks.get(key) ?? open(place, embedding);
  banks.set(key, opened);
  opened.onNotice = onNotice;
  return opened.bank;
}

function open(place: BankPlace, embedding: EmbeddingModel): OpenedBank {
  const bank = openBank({ ...place, onNotice: (message) => opened.onNotice?.(message) }, embedding);
  const opened: OpenedBank = { bank, onNotice: undefined };
  return opened;
}

/** A run of one question under the user's settings. */
export function runOf(
  settings: Settings,
  question: Question,
  runId: string,
  seed: number,
  policy: RunPolicy = settings.policy,
): Run {
  const { parameters, aggregator, codingAggregator } = settings;
  return { runId, seed, question, parameters, policy, aggregator, codingAggregator };
}
