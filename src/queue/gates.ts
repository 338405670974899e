import type { Clock } from "../core/ports.ts";
import { Gate } from "./gate.ts";

/**
 * The longest pause of a whole endpoint, in milliseconds: a minute, the longest window that limits of whole endpoints
 * commonly have, plus the random time. A longer pause applies only to the limited model.
 */
export const LONGEST_COMMON_HOLD_MS = 65_000;

/**
 * The gates of one endpoint: a common gate and one gate for each model. A server does not say whether its rate limit
 * applies to one model or to all. Therefore a short pause applies to all models, a long pause only to the requested
 * model.
 */
export class Gates {
  private readonly concurrency: number;
  private readonly clock: Clock;
  private readonly common: Gate;
  private readonly models = new Map<string, { readonly gate: Gate; active: number }>();
  private active = 0;

  /** @param concurrency maximum number of simultaneous requests to all models together, at least 1 */
  constructor(concurrency: number, clock: Clock) {
    this.concurrency = concurrency;
    this.clock = clock;
    this.common = new Gate(concurrency, clock);
  }

  /** Number of running requests. */
  get underWay(): number {
    return this.active;
  }

  /** Whether no request is running and no model is paused. */
  get idle(): boolean {
    return this.active === 0 && this.all().every((gate) => gate.freeIn() <= 0);
  }

  /** Whether one more request may be sent to a model that is not paused. */
  get open(): boolean {
    return this.common.lets(this.active);
  }

  /** Returns whether one more request may be sent to a model. */
  lets(model: string): boolean {
    const { gate, active } = this.of(model);
    return this.open && gate.lets(active);
  }

  /** Records that a request to a model is sent. */
  pass(model: string): void {
    this.active += 1;
    this.of(model).active += 1;
  }

  /** Records that a request to a model has ended. */
  leave(model: string): void {
    this.active -= 1;
    this.of(model).active -= 1;
  }

  /** Records that a model has answered. */
  widen(model: string): void {
    this.common.widen();
    this.of(model).gate.widen();
  }

  /** Records that the endpoint answered a request to a model by asking for a pause. */
  shut(model: string, milliseconds: number): void {
    const limited = [...this.models].some(([name, { gate }]) => name !== model && gate.freeIn() > 0);
    this.of(model).gate.shut(milliseconds);
    if (milliseconds <= LONGEST_COMMON_HOLD_MS || limited)
      this.common.shut(Math.min(milliseconds, LONGEST_COMMON_HOLD_MS));
  }

  /** Returns the milliseconds until requests to a model may be sent again; 0 or less when they may be sent now. */
  freeIn(model: string): number {
    return Math.max(this.common.freeIn(), this.of(model).gate.freeIn());
  }

  /** Returns the milliseconds until the next gate opens; 0 when all gates are open. */
  nextIn(): number {
    const shut = this.all().flatMap((gate) => {
      const milliseconds = gate.shutFor();
      return milliseconds > 0 ? [milliseconds] : [];
    });
    return shut.length === 0 ? 0 : Math.min(...shut);
  }

  private all(): Gate[] {
    return [this.common, ...[...this.models.values()].map(({ gate }) => gate)];
  }

  private of(model: string): { readonly gate: Gate; active: number } {
    const known = this.models.get(model) ?? { gate: new Gate(this.concurrency, this.clock), active: 0 };
    this.models.set(model, known);
    return known;
  }
}
