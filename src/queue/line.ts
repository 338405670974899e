/**
 * How many requests of a run keep the place of its first request: enough for the references and aggregations of a
 * question.
 */
export const KEPT_PLACES = 32;

/** A request's place in the queue; lower numbers go first. */
interface Standing {
  readonly place: number;
}

/**
 * Assigns places in the queue. The first requests of a run all get the place of its very first request, so that earlier
 * questions are answered first and their aggregations do not wait for references of later questions. Later requests of
 * a run queue in order of arrival, so that an evaluation with thousands of requests does not block others. No request
 * starves: only a limited number of requests of earlier runs can overtake it.
 */
export class Places {
  private arrivals = 0;
  private readonly runs = new WeakMap<object, { readonly place: number; requests: number }>();

  /** @param run identifies the run: the same object for all its requests */
  next(run: object): number {
    this.arrivals += 1;
    const kept = this.runs.get(run) ?? { place: this.arrivals, requests: 0 };
    this.runs.set(run, kept);
    kept.requests += 1;
    return kept.requests > KEPT_PLACES ? this.arrivals : kept.place;
  }
}

/** Inserts a ticket into a queue that is sorted by place, behind the tickets of the same place. */
export function joinLine<Ticket extends Standing>(line: Ticket[], ticket: Ticket): void {
  const before = line.findLastIndex(({ place }) => place <= ticket.place);
  line.splice(before + 1, 0, ticket);
}
