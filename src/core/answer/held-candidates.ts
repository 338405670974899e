import type { Candidate } from "../systems/index.ts";
import type { Emit, EventOf, RunEvent } from "../record/index.ts";

/**
 * Keeps back what is reported of candidates until all of them are there, so that they take the place of those that a run
 * has already at once, or not at all.
 */
export class HeldCandidates {
  /** Takes events; those that are not about candidates go through. */
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

  /** All candidates of the run: the new ones, and the recorded ones whose draws brought nothing better. */
  all(merged: readonly Candidate[]): Candidate[] {
    const replaced = merged.filter((one) => one.status === "finished" || this.recordedOf(one.draw) === undefined);
    const others = this.recorded.filter(({ draw }) => !replaced.some((one) => one.draw === draw));
    return [...replaced, ...others].sort((a, b) => a.draw - b.draw);
  }

  /** Reports what was kept back, as far as it is about these candidates or about draws that have no other. */
  release(candidates: readonly Candidate[]): void {
    const keeps = (draw: number): boolean => candidates.includes(this.recordedOf(draw) as Candidate);
    for (const event of this.held.splice(0)) {
      const draws = drawsOf(event) ?? [];
      if (!draws.some(keeps)) this.tell(event);
      else if (event.type === "request-end") this.tell(withoutShares(event));
    }
  }

  /** Forgets what was kept back, but for what it cost. */
  discard(): void {
    for (const event of this.held.splice(0)) if (event.type === "request-end") this.tell(withoutShares(event));
  }

  private recordedOf(draw: number): Candidate | undefined {
    return this.recorded.find((one) => one.draw === draw);
  }
}

/** The draws that an event is about; null where it is about something else. */
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
