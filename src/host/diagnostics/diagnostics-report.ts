import { baseUrlOf } from "../../servers/index.ts";
import type { ModelProbe } from "../../probe/testing/index.ts";
import { modelCells, modelColumns, modelNotes } from "../../probe/findings/index.ts";
import { seconds } from "../../core/amounts.ts";
import { failureLines } from "../../core/conversation/index.ts";
import { hasAnswered, type RunRecord } from "../../core/record/index.ts";
import { type Endpoint, listedModels } from "../../core/endpoints/index.ts";
import type { Settings } from "../../core/settings/index.ts";
import { areAnswers } from "../../core/system-names.ts";
import { shownAddress } from "./without-places.ts";

/** An endpoint of the settings, and whether it has a stored key. */
interface EndpointFacts {
  readonly endpoint: Endpoint;
  readonly hasKey: boolean;
}

/** The bank in counts: its sources and domains may be named after a user's own work. */
export interface BankFacts {
  readonly space: string;
  /** The embedder in use, and the reason. */
  readonly embedder: string;
  readonly questions: number;
  readonly sources: number;
  readonly domains: number;
  readonly evaluatedModels: number;
  readonly configuredModels: number;
  readonly knownModels: number;
  readonly losses: number;
}

/** The facts of a report on this installation. */
export interface DiagnosticsFacts {
  /** ISO 8601. */
  readonly at: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Which models would answer now. */
  readonly mode: string;
  /** Null when they are unusable; `problem` says why. */
  readonly settings: Settings | null;
  readonly problem: string | null;
  readonly endpoints: readonly EndpointFacts[];
  readonly probes: readonly ModelProbe[];
  /** A sentence when it cannot be read. */
  readonly bank: BankFacts | string;
  /** Newest first. */
  readonly runs: readonly RunRecord[];
  /** The end of the log. */
  readonly log: string;
}

/** Returns the report as Markdown. It still has to be redacted: errors and log lines may quote anything. */
export function diagnosticsReport(facts: DiagnosticsFacts): string {
  const { at, versions, endpoints, probes, bank, runs, log } = facts;
  return [
    "# SMCS diagnostics",
    `${at}. Without keys, addresses, paths, questions and replies; endpoints and models are called as in the settings.`,
    "## Versions",
    list(versions),
    "## Settings",
    settingsText(facts),
    "## Endpoints",
    endpoints.map(endpointLine).join("\n") || "None.",
    ...(probes.length === 0 ? [] : ["## Models, as last tested", probeTable(probes, at)]),
    "## Question bank",
    typeof bank === "string" ? bank : list({ ...bank }),
    "## Last runs",
    runs.flatMap(runLines).join("\n") || "None is recorded.",
    "## Log",
    ["````text", log.trim() || "Empty.", "````"].join("\n"),
    "",
  ].join("\n\n");
}

function list(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `- ${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("\n");
}

function settingsText({ mode, settings, problem }: DiagnosticsFacts): string {
  if (settings === null) return list({ mode, problem });
  const { system, parameters, policy, aggregator, codingAggregator, learnFromChoices, bankLocation, promptTemplates } =
    settings;
  const own = Object.keys(promptTemplates);
  const location = bankLocation === "" ? "default" : "set";
  return list({
    mode,
    system,
    aggregator,
    codingAggregator,
    learnFromChoices,
    bankLocation: location,
    // Which prompts are the user's; their texts are private.
    prompts: own.length === 0 ? "default" : `own: ${own.join(", ")}`,
    ...policy,
    ...parameters,
  });
}

function endpointLine({ endpoint, hasKey }: EndpointFacts): string {
  const { name, kind, enabled = true, headers = {}, concurrency, timeouts, caFile, proxy, costPerHourUsd } = endpoint;
  const facts = [
    kind,
    shownAddress(baseUrlOf(endpoint)),
    ...(enabled ? [] : ["disabled"]),
    hasKey ? "key stored" : "no key",
    `${Object.keys(headers).length} headers`,
    ...(concurrency === undefined ? [] : [`concurrency ${concurrency}`]),
    ...(timeouts === undefined ? [] : [`timeouts ${JSON.stringify(timeouts)}`]),
    ...(caFile === undefined ? [] : ["own certificates"]),
    ...(proxy === undefined ? [] : [`proxy ${shownAddress(proxy)}`]),
    ...(costPerHourUsd === undefined ? [] : [`$${costPerHourUsd} an hour`]),
  ];
  const models = listedModels(endpoint).map(({ id }) => id);
  return `- ${name}: ${facts.join(", ")}\n  - ${models.length === 0 ? "all models" : models.join(", ")}`;
}

function probeTable(probes: readonly ModelProbe[], now: string): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rows = probes.map((probe) => row([...modelCells(probe, now), modelNotes(probe).join(" ")]));
  const heads = [...modelColumns, "notes"];
  return [row(heads), row(heads.map(() => "---")), ...rows].join("\n");
}

function runLines(run: RunRecord): string[] {
  const { runId, outcome, system, references, candidates, fallback, winner, shortened, warnings, totals } = run;
  const answered = references.filter(hasAnswered).length;
  // A reference that was cut off after its answer is compared with the others.
  const isCompared = areAnswers(run);
  const whole = candidates.filter(
    ({ status }) => status === "finished" || (isCompared && status === "truncated"),
  ).length;
  const replies = `${whole} of ${candidates.length} ${isCompared ? "compared" : "merged"}`;
  const took = totals.durationMs === null ? "" : ` after ${seconds(totals.durationMs)}`;
  const pausing = [...references, ...candidates].flatMap(({ pause }) => (pause === null ? [] : [pause.reason]));
  return [
    `- ${runId} (${system}${run.simulated ? ", simulated" : ""}): ${outcome}${took}, ${answered} of ${references.length} answered, ${replies}, ${winner === null ? "no winner" : (fallback ?? "a winner")}`,
    ...[...warnings, ...(shortened === null ? [] : [shortened.message]), ...pausing].map((told) => `  - ${told}`),
    ...failureLines(run).map((failure) => `  - ${failure.trim()}`),
  ];
}
