import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { LogLine } from "./request-log.ts";
import { servedModels } from "./served-models.ts";

/** Upper ends of the buckets of a request's time, in seconds: from a preset's first answer to a long run. */
const SECONDS = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600];

/** Counts what a server does, for Prometheus. Labels have few values: nothing that a client may choose is one. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Counter;
  private readonly seconds: Histogram;
  private readonly tokens: Counter;
  private readonly cost: Counter;

  /** @param running returns how many answers are being made */
  constructor(running: () => number) {
    const registers = [this.registry];
    this.requests = new Counter({
      name: "smcs_requests_total",
      help: "Requests that were answered, by their end.",
      labelNames: ["model", "key", "status", "end"],
      registers,
    });
    this.seconds = new Histogram({
      name: "smcs_request_seconds",
      help: "Time from a request to the end of its answer.",
      labelNames: ["model"],
      buckets: SECONDS,
      registers,
    });
    this.tokens = new Counter({
      name: "smcs_tokens_total",
      help: "Tokens of all models that were asked.",
      labelNames: ["model", "key", "kind"],
      registers,
    });
    this.cost = new Counter({
      name: "smcs_cost_usd_total",
      help: "What the models cost, as far as prices are known.",
      labelNames: ["model", "key"],
      registers,
    });
    new Gauge({
      name: "smcs_running",
      help: "Answers that are being made.",
      registers,
      collect() {
        this.set(running());
      },
    });
  }

  /** Counts a request that has ended. */
  count({ model: asked, key: name, status, ms, promptTokens, completionTokens, costUsd, problem }: LogLine): void {
    const model = asked !== null && servedModels.includes(asked) ? asked : "none";
    const key = name ?? "none";
    this.requests.inc({ model, key, status: String(status), end: problem ?? "answered" });
    if (model !== "none") this.seconds.observe({ model }, ms / 1000);
    this.tokens.inc({ model, key, kind: "prompt" }, promptTokens ?? 0);
    this.tokens.inc({ model, key, kind: "completion" }, completionTokens ?? 0);
    this.cost.inc({ model, key }, costUsd ?? 0);
  }

  /** Returns all counts in Prometheus' text format, and its content type. */
  async page(): Promise<{ readonly text: string; readonly type: string }> {
    return { text: await this.registry.metrics(), type: this.registry.contentType };
  }
}
