/** Number of finished items after which they are removed from the front of the list. */
const FORGET = 1024;

/** Works through added items, a limited number at a time. Only the items are in memory: their texts wait on disk. */
export class CheckQueue<Item> {
  private readonly most: number;
  private readonly work: (item: Item) => Promise<void>;
  private waiting: Item[] = [];
  /** Index of the next item in `waiting`, because removing from the front of a long list is slow. */
  private next = 0;
  private active = 0;
  private whenIdle: (() => void)[] = [];

  /**
   * @param most at least 1
   * @param work never rejects
   */
  constructor(most: number, work: (item: Item) => Promise<void>) {
    this.most = most;
    this.work = work;
  }

  add(item: Item): void {
    this.waiting.push(item);
    if (this.active < this.most) void this.run();
  }

  /** Resolves when no item is left. */
  async idle(): Promise<void> {
    while (this.active > 0) await new Promise<void>((resolve) => this.whenIdle.push(resolve));
  }

  private async run(): Promise<void> {
    this.active += 1;
    for (let item = this.take(); item !== undefined; item = this.take()) await this.work(item);
    this.active -= 1;
    if (this.active > 0) return;
    const woken = this.whenIdle;
    this.whenIdle = [];
    for (const wake of woken) wake();
  }

  private take(): Item | undefined {
    const item = this.waiting[this.next];
    this.next += 1;
    if (item === undefined) {
      this.waiting = [];
      this.next = 0;
    } else if (this.next > FORGET && this.next * 2 > this.waiting.length) {
      this.waiting = this.waiting.slice(this.next);
      this.next = 0;
    }
    return item;
  }
}
