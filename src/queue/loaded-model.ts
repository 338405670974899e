/** Maximum number of consecutive requests to the loaded model while requests to another model wait. */
export const LONGEST_GROUP = 16;

/**
 * Chooses the next request for a server that holds one model at a time: first requests to the loaded model, then
 * requests to the model at the front of the queue. Another model is requested only when the loaded one is idle, because
 * the server would delay the request anyway, at the cost of its timeouts.
 */
export class LoadedModel {
  private name: string | null = null;
  private passed = 0;

  /**
   * @param line in order of places
   * @param active requests in flight
   * @returns null when no request may be sent now
   */
  choose<Ticket extends { readonly model: string }>(line: readonly Ticket[], active: number): Ticket | null {
    const same = line.find(({ model }) => model === this.name);
    const other = line.find(({ model }) => model !== this.name);
    if (same !== undefined && (other === undefined || this.passed < LONGEST_GROUP)) {
      this.passed = other === undefined ? 0 : this.passed + 1;
      return same;
    }
    if (other === undefined || active > 0) return null;
    this.name = other.model;
    this.passed = 0;
    return other;
  }
}
