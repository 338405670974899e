interface Waiting {
  readonly text: string;
  readonly done: (offset: number) => void;
  readonly failed: (error: unknown) => void;
}

/** Joins texts that are added during a write into the next write, so that many texts share one wait for the disk. */
export class GroupCommit {
  private readonly write: (text: string) => Promise<number>;
  private waiting: Waiting[] = [];
  private running: Promise<void> | null = null;

  /** @param write stores a text durably, and returns its offset */
  constructor(write: (text: string) => Promise<number>) {
    this.write = write;
  }

  /** Resolves with the text's offset once it is stored. */
  add(text: string): Promise<number> {
    return new Promise((done, failed) => {
      this.waiting.push({ text, done, failed });
      this.running ??= this.run();
    });
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    while (this.running !== null) await this.running;
  }

  /** Never rejects: failures go to the callers whose texts were written. */
  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const taken = this.waiting;
      this.waiting = [];
      try {
        let offset = await this.write(taken.map(({ text }) => text).join(""));
        for (const { text, done } of taken) {
          done(offset);
          offset += Buffer.byteLength(text);
        }
      } catch (error) {
        for (const { failed } of taken) failed(error);
      }
    }
    // Reset at once: texts added from now on need another run.
    this.running = null;
  }
}
