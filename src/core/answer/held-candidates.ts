import type { Candidate } from "../systems/index.ts";
import type { Emit, EventOf, RunEvent } from "../record/index.ts";

/**
 * Holds back the events about candidates until all candidates have arrived, so that they replace the run's recorded
 * candidates at once, or not at all.
 */
export class HeldCandidates {
  /** Takes events, and passes on those that are not about candidates. */
  readonly emit: Emit;
  private readonly recorded: readonly Candidate[];
  private readonly tell: Emit;
  private held: RunEvent[] = [];

  constructor(recorded: readonly Candidate[], tell: Emit) {
    this.recorded = recorded;
    this.tell = tell;
    this.emit = (event) => {
      if (drawsOf(event) === null) tell(event);
      else this.held.push(event);
    };
  }

  /** Returns all candidates of the run: the new ones, and the recorded ones whose draws brought nothing better. */
  all(merged: readonly Candidate[]): Candidate[] {
    const replaced = merged.filter((one) => one.status === "finished" || this.recordedOf(one.draw) === undefined);
    const others = this.recorded.filter(({ draw }) => !replaced.some((one) => one.draw === draw));
    return [...replaced, ...others].sort((a, b) => a.draw - b.draw);
  }

  /**
   * Emits the held events of the draws whose recorded candidate is not among `candidates`. For the other draws, emits
   * only what the requests cost.
   */
  release(candidates: readonly Candidate[]): void {
    const keeps = (draw: number): boolean => candidates.includes(this.recordedOf(draw) as Candidate);
    for (const event of this.held.splice(0)) {
      const draws = drawsOf(event) ?? [];
      if (!draws.some(keeps)) this.tell(event);
      else if (event.type === "request-end") this.tell(withoutShares(event));
    }
  }

  /** Discards the held events, but emits what the requests cost. */
  discard(): void {
    for (const event of this.held.splice(0)) if (event.type === "request-end") this.tell(withoutShares(event));
  }

  private recordedOf(draw: number): Candidate | undefined {
    return this.recorded.find((one) => one.draw === draw);
  }
}

/** Returns the draws that an event is about; null for an event that is not about candidates. */
function drawsOf(event: RunEvent): readonly number[] | null {
  switch (event.type) {
    case "candidate-start":
    case "candidate-delta":
    case "candidate-pause":
    case "candidate-end":
    case "candidate-dropped":
      return [event.draw];
    case "request-end":
      return event.draws;
    default:
      return null;
  }
}

function withoutShares({ shares: _, ...event }: EventOf<"request-end">): RunEvent {
  return event;
}
