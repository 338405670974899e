/** Limits how many pieces of work run at the same time; they start in order. */
export class Slots {
  private free: number;
  private readonly total: number;
  private waiting: (() => void)[] = [];

  /** @param total at least 1 */
  constructor(total: number) {
    this.total = total;
    this.free = total;
  }

  /** Takes a free slot; waits until there is one. */
  async take(): Promise<void> {
    while (this.free === 0) await this.change();
    this.free -= 1;
  }

  release(): void {
    this.free += 1;
    const woken = this.waiting;
    this.waiting = [];
    for (const wake of woken) wake();
  }

  /** Resolves when no slot is taken. */
  async allFree(): Promise<void> {
    while (this.free < this.total) await this.change();
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
