import type { TelemetryReporter } from "@vscode/extension-telemetry";
import type { RunRecord } from "../core/record/index.ts";
import type { EvaluationResult } from "../evaluation/asking/index.ts";
import {
  commonProperties,
  evaluationEnd,
  ownProperties,
  questionRefused,
  runEnd,
  type TelemetryEvent,
} from "./telemetry-events.ts";

/** Set at build time; without it, nothing is sent. */
declare const SMCS_TELEMETRY_CONNECTION: string;

/**
 * Matches every property that telemetry.json does not list. These are removed before sending, including VS Code's own.
 */
const unlisted = new RegExp(
  `^(?!(?:${[...commonProperties, ...ownProperties].map((name) => name.replace(".", "\\.")).join("|")})$)`,
);

/**
 * Counts how questions and evaluations end. VS Code's telemetry setting decides whether anything is sent, at any time;
 * the sender is loaded with the first event.
 */
export class Telemetry {
  private reporter: Promise<TelemetryReporter> | null = null;

  /** Counts an ended run. */
  runEnded(run: RunRecord): void {
    this.send(() => runEnd(run));
  }

  /** Counts a question that could not be asked. */
  questionRefused(error: unknown): void {
    this.send(() => questionRefused(error));
  }

  /** Counts an evaluation that ended or was stopped. */
  evaluationEnded(result: EvaluationResult): void {
    this.send(() => evaluationEnd(result));
  }

  /** Sends waiting events. Await it before the editor ends. */
  async close(): Promise<void> {
    const reporter = await this.reporter?.catch(() => null);
    await reporter?.dispose();
  }

  private send(event: () => TelemetryEvent): void {
    if (SMCS_TELEMETRY_CONNECTION === "") return;
    this.reporter ??= newReporter(SMCS_TELEMETRY_CONNECTION);
    const { name, properties, measurements } = event();
    // A failure to load the sender is ignored: everything works without telemetry.
    this.reporter.then(
      (reporter) => {
        reporter.sendTelemetryEvent(name, properties, measurements);
      },
      () => undefined,
    );
  }
}

async function newReporter(connection: string): Promise<TelemetryReporter> {
  const { TelemetryReporter } = await import("@vscode/extension-telemetry");
  // The editor's fetch uses the user's proxy; the package's own sender knows neither the proxy nor plain HTTP.
  return new TelemetryReporter(connection, [{ lookup: unlisted }], undefined, (url, init) =>
    fetch(url, { ...init, redirect: "error" }),
  );
}
