import { Gates } from "./gates.ts";
import { joinLine, Places } from "./line.ts";
import { LoadedModel } from "./loaded-model.ts";
import { LONGEST_PAUSE_MS } from "./retry.ts";
import { Ticket, type Visitor } from "./ticket.ts";
import { inWords, type Time } from "./time.ts";
import { TurnError } from "./turns.ts";

/** How requests to one endpoint are queued. */
export interface QueueOptions {
  /** Maximum number of simultaneous requests, at least 1. */
  readonly concurrency: number;
  /** Whether the server holds one model at a time, so that each change of the model costs a load. */
  readonly swapsModels: boolean;
}

/** The queue in front of one endpoint, shared by all runs. */
export class ServerQueue {
  private readonly time: Time;
  private readonly swapsModels: boolean;
  private readonly gates: Gates;
  private readonly places = new Places();
  private readonly loaded = new LoadedModel();
  private readonly line: Ticket[] = [];
  /** Tickets that were not told yet what they wait for. */
  private unaware = new Set<Ticket>();
  private planned = false;
  private alarm: AbortController | null = null;

  constructor({ concurrency, swapsModels }: QueueOptions, time: Time) {
    this.time = time;
    this.swapsModels = swapsModels;
    this.gates = new Gates(concurrency, time.clock);
  }

  /** Whether the queue can be removed: it has no requests and no active pause. */
  get idle(): boolean {
    return this.line.length === 0 && this.gates.idle;
  }

  /**
   * Resolves when the request may be sent; then `leave` must follow.
   *
   * @throws TurnError when the reply would come too late, or the endpoint asks for a longer pause
   * @throws the signal's reason when that aborts first
   */
  enter(visitor: Visitor): Promise<void> {
    const model = this.swapsModels ? visitor.model : "";
    const ticket = new Ticket(visitor, this.places.next(visitor.run), model);
    joinLine(this.line, ticket);
    this.unaware.add(ticket);
    this.plan();
    return ticket.turn;
  }

  /** Ends a request that was admitted. */
  leave(model: string): void {
    this.gates.leave(model);
    this.plan();
  }

  /** Records a proper answer of a model of the endpoint. */
  answered(model: string): void {
    this.gates.widen(model);
  }

  /**
   * Delays requests after the endpoint asked for a pause of this many milliseconds, in reply to a request to this
   * model.
   */
  holdBack(model: string, milliseconds: number): void {
    this.gates.shut(model, milliseconds);
    this.unaware = new Set(this.line);
    this.plan();
  }

  /** Handles all requests of one turn of the event loop together, so that models are grouped. */
  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    queueMicrotask(() => {
      this.planned = false;
      this.proceed();
    });
  }

  private proceed(): void {
    // Read first: if a gate opened in between, no request would be sent and no alarm set.
    const shut = this.gates.nextIn();
    while (this.gates.open) {
      const free = this.line.filter(({ visitor }) => this.gates.lets(visitor.model));
      const ticket = this.loaded.choose(free, this.gates.underWay);
      if (ticket === null) break;
      this.remove(ticket);
      const { signal, model } = ticket.visitor;
      if (signal.aborted) {
        ticket.refuse(signal.reason as Error);
        continue;
      }
      this.gates.pass(model);
      ticket.admit();
    }
    for (const ticket of this.unaware) this.keepWaiting(ticket);
    this.unaware.clear();
    this.setAlarm(shut);
  }

  private keepWaiting(ticket: Ticket): void {
    const { signal, endpoint, model, until, hasStandIn } = ticket.visitor;
    const free = this.gates.freeIn(model);
    const patience = hasStandIn ? 0 : Math.min(LONGEST_PAUSE_MS, (until ?? Infinity) - this.time.clock());
    const refuse = (reason: Error): void => {
      this.remove(ticket);
      ticket.refuse(reason);
    };
    if (signal.aborted) {
      refuse(signal.reason as Error);
    } else if (free > patience) {
      const advice = `Ask again in ${inWords(free)}, or use another endpoint.`;
      refuse(new TurnError("rate-limited", `${endpoint} asked for a pause. ${advice}`, free));
    } else {
      const pause =
        free > 0
          ? { reason: `${endpoint} asked for a pause.`, milliseconds: free }
          : { reason: `Waits for a free slot of ${endpoint}.`, milliseconds: null };
      ticket.wait(pause, this.time, () => {
        this.remove(ticket);
      });
    }
  }

  private remove(ticket: Ticket): void {
    this.unaware.delete(ticket);
    const at = this.line.indexOf(ticket);
    if (at >= 0) this.line.splice(at, 1);
    if (this.line.length === 0) this.alarm?.abort();
  }

  /** Continues when a gate opens. An empty queue sets no alarm, which would keep the process alive. */
  private setAlarm(shut: number): void {
    this.alarm?.abort();
    if (shut <= 0 || this.line.length === 0) return;
    this.alarm = new AbortController();
    const goOn = (): void => {
      this.unaware = new Set(this.line);
      this.proceed();
    };
    this.time.wait(shut, this.alarm.signal).then(goOn, () => undefined);
  }
}
