import type { SandboxFolders } from "../sandbox/index.ts";
import { sharedSandbox } from "./shared-sandbox.ts";
import { setTimeout } from "node:timers/promises";
import type { Means, Run } from "../core/answer/index.ts";
import type { Question } from "../core/question.ts";
import type { Wait } from "../core/ports.ts";
import { runPrompts } from "../core/prompts/index.ts";
import type { Endpoint } from "../core/endpoints/index.ts";
import type { Settings } from "../core/settings/index.ts";
import { keptAggregatorStudy, speedMemory } from "../bank/models/index.ts";
import { buildPool, type KeyOf } from "../chat/index.ts";
import { type EditorModels, editorOffers } from "../editor-models/index.ts";
import { builtInEmbedder } from "../embedding/built-in/index.ts";
import { keptCalibrations } from "../embedding/calibration/index.ts";
import { type ServingEmbedder, servingEmbedder, withoutEmbedder } from "../embedding/serving/index.ts";
import { learnedFrom } from "../bank/tuning/index.ts";
import { bankAt, type CapabilityLine, ensureBank } from "../bank/opened/index.ts";

/** The simulated pool, when it replaces the configured endpoints. */
export interface SimulatedPool {
  readonly endpoint: Endpoint;
  readonly capability: readonly CapabilityLine[];
  /** Resolves when its models can answer a question. @throws UnknownToDemoError when they cannot */
  readonly check: (question: string) => Promise<void>;
}

/** The sources of the parts that a run is assembled from. */
export interface Sources {
  readonly settings: Settings;
  readonly keyOf: KeyOf;
  readonly bankFolder: string;
  /** Questions for a bank that does not exist yet; empty for none. */
  readonly starterFolder: string;
  /** Whether the bank is the copy of a team's. */
  readonly isShared?: boolean;
  /** Folder of the downloaded embedding models. */
  readonly modelsFolder: string;
  /** Null for the endpoints of the settings. */
  readonly simulated: SimulatedPool | null;
  /** The folders of the sandbox that runs code on the examples of a question; absent to run none. */
  readonly sandboxFolders?: SandboxFolders;
  /** The editor's own models; absent outside of an editor. */
  readonly editorModels?: EditorModels;
  /** Called with sentences about losses of the question bank, and about changes made elsewhere. */
  readonly onNotice?: (message: string) => void;
}

/** The means of a run, and how its embedder was chosen. */
interface Assembled {
  readonly means: Means;
  readonly serving: ServingEmbedder;
  /** Unavailable parts, in sentences: models of an endpoint, the embedder of the settings. */
  readonly problems: readonly string[];
}

/**
 * Assembles the means of a run: embedder, question bank and model pool. An absent bank is made with the built-in
 * embedder, without a wait.
 *
 * @throws BankError when the bank cannot be read
 */
export async function assemble(sources: Sources, signal: AbortSignal): Promise<Assembled> {
  const { settings, keyOf, simulated, bankFolder, starterFolder } = sources;
  const builtIn = builtInEmbedder();
  await ensureBank(bankFolder, starterFolder, builtIn);
  const serving = await servingEmbedder(sources, bankFolder);
  const { embedding } = serving;
  const place = { folder: bankFolder, starterFolder, capability: simulated?.capability ?? [] };
  const bank = bankAt(place, embedding, sources.onNotice);
  const standIn =
    embedding.space === builtIn.space ? null : { embedding: builtIn, bank: bankAt(place, builtIn, sources.onNotice) };
  const calibrations = await keptCalibrations(sources.modelsFolder);
  const isSimulated = simulated !== null;
  const aggregatorStudy = await keptAggregatorStudy(
    bankFolder,
    isSimulated,
    settings.promptTemplates,
    sources.onNotice,
  );
  // As in the run itself, an embedder that fails for a bank's last few questions prevents nothing.
  const loaded = await (standIn === null ? bank.load() : bank.load().catch(() => standIn.bank.load()));
  const endpoints = simulated === null ? settings.endpoints : [simulated.endpoint];
  const editor = await editorOffers(
    simulated === null ? settings.editorEndpoints : [],
    sources.editorModels ?? null,
    loaded.models,
  );
  const pool = await buildPool({ endpoints, keyOf, bankModels: loaded.models, others: editor.offers }, signal);
  const members = withoutEmbedder(pool.members, settings.embedding);
  const clock = (): number => Math.round(performance.now());
  const { sandboxFolders, onNotice = () => undefined } = sources;
  const wait: Wait = (milliseconds, until) => setTimeout(milliseconds, undefined, { signal: until });
  return {
    means: {
      pool: members,
      bank,
      embedding,
      standIn,
      calibrations,
      aggregatorStudy,
      ...(settings.parameters.selection === "tuned" && {
        tuned: await learnedFrom(bankFolder, loaded, { keeps: !isSimulated }),
      }),
      ...(sandboxFolders !== undefined && { sandbox: sharedSandbox(sandboxFolders, onNotice) }),
      ...(!isSimulated && { speeds: await speedMemory(bankFolder) }),
      clock,
      wait,
      simulated: isSimulated,
    },
    serving,
    problems: [...pool.problems, ...editor.problems, ...complaintAbout(serving, settings)],
  };
}

/** Returns what the embedder lacks, in sentences; none when the choice is automatic and a model can be downloaded. */
function complaintAbout({ wanted }: ServingEmbedder, { embedding }: Settings): string[] {
  if (wanted.lacking === null || (embedding.backend === "auto" && wanted.canDownload)) return [];
  return [`${wanted.lacking} The built-in embedder stands in.`];
}

/** Returns a run of one question under the user's settings, including the prompts. */
export function runOf(settings: Settings, asked: Question, runId: string, seed: number): Run {
  const { system, parameters, policy, aggregator, codingAggregator, skillModel } = settings;
  const { prompts: _, ...plain } = asked;
  const prompts = runPrompts(settings.promptTemplates);
  const question = prompts === undefined ? plain : { ...plain, prompts };
  return { runId, seed, question, system, parameters, policy, aggregator, codingAggregator, skillModel };
}
