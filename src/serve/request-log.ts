import type { RunRecord } from "../core/record/index.ts";

/** One line of the log: who asked, and how it ended, without contents. */
export interface LogLine {
  readonly time: string;
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Name of the key; null without one. */
  readonly key: string | null;
  readonly model: string | null;
  readonly status: number;
  readonly ms: number;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly costUsd: number | null;
  /** Why a request that was answered has no whole answer; null when it has. */
  readonly problem: "refused" | "failed" | "client gone" | null;
  /** What failed in the server, which the client is not told; null for nothing. */
  readonly failure: string | null;
}

/** What is known of a request, filled in while it is answered. */
export class RequestLog {
  readonly id: string;
  key: string | null = null;
  model: string | null = null;
  record: RunRecord | null = null;
  /** What a request for vectors took. */
  embedded: { readonly promptTokens: number; readonly costUsd: number | null } | null = null;
  problem: LogLine["problem"] = null;
  failure: string | null = null;
  /** Whether the log line is written by the stream, which ends after the request's handler. */
  isStreamed = false;
  private readonly from = performance.now();
  private readonly request: { readonly method: string; readonly path: string };
  private readonly log: (line: LogLine) => void;

  constructor(id: string, request: RequestLog["request"], log: (line: LogLine) => void) {
    this.id = id;
    this.request = request;
    this.log = log;
  }

  /** Writes the line. */
  end(status: number): void {
    const { id, key, model, record, embedded, problem, failure } = this;
    const { method, path } = this.request;
    const totals = record?.totals ?? { completionTokens: null, ...embedded };
    const { promptTokens = null, completionTokens, costUsd = null } = totals;
    const ms = Math.round(performance.now() - this.from);
    const time = new Date().toISOString();
    const cost = { promptTokens, completionTokens, costUsd };
    this.log({ time, id, method, path, key, model, status, ms, ...cost, problem, failure });
  }
}
