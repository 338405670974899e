/** How many requests in a row go to the loaded model while others wait for another one. */
export const LONGEST_GROUP = 16;

/**
 * Chooses who goes next at a server that holds one model at a time: requests to the loaded model first, then those to
 * the model that the front of the line wants. Another model is asked for when the loaded one has nothing left to do,
 * since the server would have the request wait anyway, and at the cost of its time limits.
 */
export class LoadedModel {
  private name: string | null = null;
  private passed = 0;

  /**
   * @param line in order of places
   * @param active requests that are being answered
   * @returns null when nobody may go now
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
