import { keptAggregatorStudy } from "../../bank/models/index.ts";
import type { Sources } from "../../assembly/index.ts";
import { buildPool, type ServedMember } from "../../chat/index.ts";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { type ServingEmbedder, servingEmbedder, withoutEmbedder } from "../../embedding/serving/index.ts";
import { bankAt, ensureBank } from "../../bank/opened/index.ts";
import type { AggregatorStudy } from "../../core/aggregators/index.ts";
import type { PackedBank } from "../../core/packed-bank/index.ts";

/** What a benchmark is made of: as for `assemble`, with the servers' own settings and nobody who stands in. */
export interface OpenedSources {
  readonly members: readonly ServedMember[];
  /** All of the bank split, in the embedder's space. */
  readonly bank: PackedBank;
  readonly serving: ServingEmbedder;
  /** How the models did as aggregators; null where they were never compared. */
  readonly aggregatorStudy: AggregatorStudy | null;
  /** What could not be had, in sentences. */
  readonly problems: readonly string[];
}

/**
 * Opens bank, embedder and pool of the settings; the bank is made from the starter bank when it is absent.
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
  // An endpoint that was not waited for has no problem.
  signal.throwIfAborted();
  const members = withoutEmbedder(pool.members, settings.embedding);
  return { members, bank, serving, aggregatorStudy, problems: pool.problems };
}
