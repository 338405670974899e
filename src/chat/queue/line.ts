/** How many requests of a run keep the place of its first: enough for a question with its references and aggregations. */
export const KEPT_PLACES = 32;

/** A request's place in line; lower numbers go first. */
export interface Standing {
  readonly place: number;
}

/**
 * Gives out places in line. The first requests of a run all get the place of its very first, so that a question that
 * came first is answered first and its aggregations do not wait for references of later questions. From then on each
 * stands where it came, so that an evaluation of thousands holds nobody up. Nobody starves: only so many requests of the
 * runs that began earlier can pass.
 */
export class Places {
  private arrivals = 0;
  private readonly runs = new WeakMap<object, { readonly place: number; requests: number }>();

  /** @param run whatever stands for the run, the same object for all its requests */
  next(run: object): number {
    this.arrivals += 1;
    const kept = this.runs.get(run) ?? { place: this.arrivals, requests: 0 };
    this.runs.set(run, kept);
    kept.requests += 1;
    return kept.requests > KEPT_PLACES ? this.arrivals : kept.place;
  }
}

/** Puts a ticket into a line that is in order of places, behind those of the same place. */
export function joinLine<Ticket extends Standing>(line: Ticket[], ticket: Ticket): void {
  const before = line.findLastIndex(({ place }) => place <= ticket.place);
  line.splice(before + 1, 0, ticket);
}
