/** Cache of the latest entries, so that data just written or read need not be read from disk again. */
export class Latest<Key, Value> {
  private readonly most: number;
  private readonly entries = new Map<Key, Value>();

  /** @param most number of entries kept */
  constructor(most: number) {
    this.most = most;
  }

  get(key: Key): Value | undefined {
    return this.entries.get(key);
  }

  set(key: Key, value: Value): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    for (const [oldest] of this.entries) {
      if (this.entries.size <= this.most) return;
      this.entries.delete(oldest);
    }
  }
}
