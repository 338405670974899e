import type { Clock } from "../../core/ports.ts";
import { Gate } from "./gate.ts";

/**
 * The longest pause that holds back a whole endpoint, in milliseconds: a minute, the longest window that limits of whole
 * endpoints commonly have, and the random time on top of it. A longer pause holds back the limited model alone.
 */
export const LONGEST_COMMON_HOLD_MS = 65_000;

/**
 * The gates of one endpoint: a common one, and behind it one for each model. A server that asks for a pause does not say
 * whether it means one model or all: a short pause holds back all of them, a long one only the model that was asked.
 */
export class Gates {
  private readonly concurrency: number;
  private readonly clock: Clock;
  private readonly common: Gate;
  private readonly models = new Map<string, { readonly gate: Gate; active: number }>();
  private active = 0;

  /** @param concurrency requests at the same time, to all models together, at least 1 */
  constructor(concurrency: number, clock: Clock) {
    this.concurrency = concurrency;
    this.clock = clock;
    this.common = new Gate(concurrency, clock);
  }

  /** How many requests are under way. */
  get underWay(): number {
    return this.active;
  }

  /** Whether no request is under way and no model is expected to wait. */
  get idle(): boolean {
    return this.active === 0 && this.all().every((gate) => gate.freeIn() <= 0);
  }

  /** Whether one more request may go to any model that is not held back itself. */
  get open(): boolean {
    return this.common.lets(this.active);
  }

  /** Whether one more request may go to a model. */
  lets(model: string): boolean {
    const { gate, active } = this.of(model);
    return this.open && gate.lets(active);
  }

  /** A request to a model goes through. */
  pass(model: string): void {
    this.active += 1;
    this.of(model).active += 1;
  }

  /** A request to a model has ended. */
  leave(model: string): void {
    this.active -= 1;
    this.of(model).active -= 1;
  }

  /** A model has answered. */
  widen(model: string): void {
    this.common.widen();
    this.of(model).gate.widen();
  }

  /** The endpoint asks to be left alone, after a request to a model. */
  shut(model: string, milliseconds: number): void {
    const limited = [...this.models].some(([name, { gate }]) => name !== model && gate.freeIn() > 0);
    this.of(model).gate.shut(milliseconds);
    if (milliseconds <= LONGEST_COMMON_HOLD_MS || limited)
      this.common.shut(Math.min(milliseconds, LONGEST_COMMON_HOLD_MS));
  }

  /** Milliseconds until requests to a model are expected again; 0 or less when they are now. */
  freeIn(model: string): number {
    return Math.max(this.common.freeIn(), this.of(model).gate.freeIn());
  }

  /** Milliseconds until the next gate opens; 0 when none is shut. */
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
