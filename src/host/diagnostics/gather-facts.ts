import { open, readdir, stat } from "node:fs/promises";
import { homedir, hostname, tmpdir } from "node:os";
import path from "node:path";
import { baseUrlOf, isTeamBank, parseTeamAddress, serverOf } from "../../servers/index.ts";
import { messageOf } from "../../core/errors.ts";
import { type Endpoint, listedModels } from "../../core/endpoints/index.ts";
import type { Settings } from "../../core/settings/index.ts";
import { type ModelProbe, ProbeCache } from "../../probe/testing/index.ts";
import type { BankOverview } from "../bank/bank-nodes.ts";
import { type BankFacts, type DiagnosticsFacts, diagnosticsReport } from "./diagnostics-report.ts";
import { recentRuns, textsOf } from "./recent-runs.ts";
import { redacted } from "./redacted.ts";
import { privateHost } from "./without-places.ts";

/** Maximum number of reported runs. */
const SHOWN_RUNS = 10;
/** Number of runs whose texts are redacted: the log may quote older ones. */
const KNOWN_RUNS = 50;

/** The editor's facts, and where to find all others. */
export interface Installation {
  readonly versions: DiagnosticsFacts["versions"];
  readonly mode: string;
  readonly settings: Settings | null;
  readonly problem: string | null;
  readonly keyOf: (endpoint: Endpoint) => Promise<string | null>;
  readonly readBank: () => Promise<BankOverview>;
  /** The folder of `keptStorage`, with the runs and the results of tests. */
  readonly storageFolder: string;
  readonly bankFolder: string;
  readonly logFolder: string;
  /** The paths of the open folders. */
  readonly workspaceFolders: readonly string[];
}

/** Maximum number of bytes that are read of a log. */
const MOST_BYTES = 65_536;
/** Maximum number of shown lines of a log. */
const MOST_LINES = 80;

/**
 * Returns the redacted report on an installation.
 *
 * @param at ISO 8601
 */
export async function reportOn(installation: Installation, at: string): Promise<string> {
  const { versions, mode, settings, problem, keyOf, storageFolder, logFolder } = installation;
  const endpoints = settings?.endpoints ?? [];
  const keys = await Promise.all(endpoints.map(keyOf));
  const [runs, probes, bank, log] = await Promise.all([
    recentRuns(path.join(storageFolder, "runs"), KNOWN_RUNS),
    keptProbes(new ProbeCache(path.join(storageFolder, "endpoints.json")), endpoints),
    installation.readBank().then(factsOfBank, (error: unknown) => `It cannot be read: ${messageOf(error)}`),
    logTail(logFolder).catch((error: unknown) => `It cannot be read: ${messageOf(error)}`),
  ]);
  const facts = endpoints.map((endpoint, index) => ({ endpoint, hasKey: keys[index] != null }));
  const shown = runs.slice(0, SHOWN_RUNS);
  const report = diagnosticsReport({
    at,
    versions,
    mode,
    settings,
    problem,
    endpoints: facts,
    probes,
    bank,
    runs: shown,
    log,
  });
  return redacted(report, {
    secrets: [...keys.map((key) => key ?? ""), ...endpoints.flatMap(({ headers = {} }) => Object.values(headers))],
    texts: runs.flatMap(textsOf),
    folders: foldersOf(installation),
    names: [
      ...endpoints.flatMap(hostsOf),
      ...teamNames(settings?.bankLocation ?? ""),
      privateHost(process.env["HF_ENDPOINT"] ?? ""),
      hostname(),
      path.basename(homedir()),
      ...userNames(),
    ],
  });
}

function foldersOf({ settings, storageFolder, bankFolder, logFolder, workspaceFolders }: Installation): string[] {
  const modelFolder = settings?.embedding.modelFolder ?? "";
  const own = [homedir(), tmpdir(), storageFolder, bankFolder, logFolder, ...workspaceFolders, modelFolder];
  return own.filter((folder) => path.isAbsolute(folder) && isNoRoot(folder));
}

/** Returns whether a folder is not a whole disk: as a private folder, a disk would redact every text with a slash. */
const isNoRoot = (folder: string): boolean => path.dirname(folder) !== folder;

function userNames(): string[] {
  return [process.env["USER"] ?? "", process.env["USERNAME"] ?? ""];
}

/** Returns the names in the address of a team bank. */
function teamNames(location: string): string[] {
  if (!isTeamBank(location)) return [];
  try {
    const { host, database, user = "" } = parseTeamAddress(location);
    return [host, database, user];
  } catch {
    // The whole address, which the settings' problem may quote.
    return [location];
  }
}

function hostsOf(endpoint: Endpoint): string[] {
  return [baseUrlOf(endpoint), endpoint.proxy ?? ""].map(privateHost);
}

async function keptProbes(cache: ProbeCache, endpoints: readonly Endpoint[]): Promise<ModelProbe[]> {
  const kept = await Promise.all(
    endpoints.map((endpoint) => cache.of(serverOf(endpoint, null), listedModels(endpoint))),
  );
  return kept.flat().filter((probe) => probe !== null);
}

function factsOfBank({ stats, matches, losses, embedder }: BankOverview): BankFacts {
  return {
    space: stats.space,
    embedder: embedder.why === null ? embedder.name : `${embedder.name}. ${embedder.why}`,
    questions: stats.questions,
    sources: Object.keys(stats.sources).length,
    domains: Object.keys(stats.domains).length,
    evaluatedModels: Object.keys(stats.models).length,
    configuredModels: matches.length,
    knownModels: matches.filter(({ known }) => known).length,
    losses: losses.length,
  };
}

/** Returns the last lines of the newest log in a folder; empty when there is none. */
async function logTail(folder: string): Promise<string> {
  const names = await readdir(folder).catch((): string[] => []);
  const files = await Promise.all(
    names
      .filter((name) => name.endsWith(".log"))
      .map(async (name) => {
        const file = path.join(folder, name);
        const { mtimeMs, size } = await stat(file);
        return { file, mtimeMs, size };
      }),
  );
  const [newest] = files.sort((a, b) => b.mtimeMs - a.mtimeMs);
  return newest === undefined ? "" : lastLines(newest.file, newest.size);
}

async function lastLines(file: string, size: number): Promise<string> {
  const handle = await open(file, "r");
  try {
    const start = Math.max(0, size - MOST_BYTES);
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(size - start), position: start });
    const lines = buffer.toString("utf8", 0, bytesRead).trimEnd().split("\n");
    // The first line may be incomplete.
    return lines
      .slice(start > 0 ? 1 : 0)
      .slice(-MOST_LINES)
      .join("\n");
  } finally {
    await handle.close();
  }
}
