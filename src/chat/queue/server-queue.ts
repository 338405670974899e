import { Gates } from "./gates.ts";
import { joinLine, Places } from "./line.ts";
import { LoadedModel } from "./loaded-model.ts";
import { LONGEST_PAUSE_MS } from "./retry.ts";
import { Ticket, type Visitor } from "./ticket.ts";
import { inWords, type Time } from "./time.ts";
import { TurnError } from "./turns.ts";

/** How requests are let through to one endpoint. */
export interface QueueOptions {
  /** Requests at the same time, at least 1. */
  readonly concurrency: number;
  /** Whether the server holds one model at a time, so that going back and forth costs a load each. */
  readonly swapsModels: boolean;
}

/** The line in front of one endpoint, whichever runs its requests belong to. */
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

  /** Whether nothing would be lost with it. */
  get idle(): boolean {
    return this.line.length === 0 && this.gates.idle;
  }

  /**
   * Resolves when the request may be sent; then `leave` must follow.
   *
   * @throws TurnError when its reply would come too late, or the endpoint wants to be left alone for longer than that
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

  /** A request that was let in has ended. */
  leave(model: string): void {
    this.gates.leave(model);
    this.plan();
  }

  /** A model of the endpoint has answered properly. */
  answered(model: string): void {
    this.gates.widen(model);
  }

  /** Holds requests back: asked for that model, the endpoint wants a pause of so many milliseconds. */
  holdBack(model: string, milliseconds: number): void {
    this.gates.shut(model, milliseconds);
    this.unaware = new Set(this.line);
    this.plan();
  }

  /** Looks at all requests of one turn of the event loop together, so that models are grouped. */
  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    queueMicrotask(() => {
      this.planned = false;
      this.proceed();
    });
  }

  private proceed(): void {
    // Looked at first: were a gate to open meanwhile, nobody would be let in and no alarm set.
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

  /** Goes on when a gate opens. An empty line sets no alarm, which would keep the process alive. */
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
