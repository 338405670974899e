import { keptAggregatorStudy } from "../../bank/models/index.ts";
import type { Sources } from "../../assembly/index.ts";
import { buildPool, type ServedMember } from "../../chat/index.ts";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { type ServingEmbedder, servingEmbedder, withoutEmbedder } from "../../embedding/serving/index.ts";
import { bankAt, ensureBank } from "../../bank/opened/index.ts";
import type { AggregatorStudy } from "../../core/aggregators/index.ts";
import type { PackedBank } from "../../core/packed-bank/index.ts";

/** The sources of a benchmark: as for `assemble`, with the servers' own settings and without stand-ins. */
export interface OpenedSources {
  readonly members: readonly ServedMember[];
  /** The whole bank split, in the embedder's space. */
  readonly bank: PackedBank;
  readonly serving: ServingEmbedder;
  /** How the models did as aggregators; null when they were never compared. */
  readonly aggregatorStudy: AggregatorStudy | null;
  /** What could not be opened, in sentences. */
  readonly problems: readonly string[];
}

/**
 * Opens bank, embedder and pool of the settings. If the bank does not exist, it is made from the starter bank.
 *
 * @throws BankError when the bank cannot be read; EmbeddingError when it cannot be embedded; the signal's reason
 */
export async function openSources(sources: Sources, signal: AbortSignal): Promise<OpenedSources> {
  const { settings, keyOf, simulated, bankFolder, starterFolder, onNotice } = sources;
  await ensureBank(bankFolder, starterFolder, builtInEmbedder());
  const serving = await servingEmbedder(sources, bankFolder);
  const place = { folder: bankFolder, starterFolder, capability: simulated?.capability ?? [] };
  const bank = await bankAt(place, serving.embedding, onNotice).load();
  const { promptTemplates } = settings;
  const aggregatorStudy = await keptAggregatorStudy(bankFolder, simulated !== null, promptTemplates, onNotice);
  const endpoints = simulated === null ? settings.endpoints : [simulated.endpoint];
  const pool = await buildPool({ endpoints, keyOf, bankModels: bank.models }, signal);
  // After a stop, an endpoint that was not waited for has no problem to report.
  signal.throwIfAborted();
  const members = withoutEmbedder(pool.members, settings.embedding);
  return { members, bank, serving, aggregatorStudy, problems: pool.problems };
}
