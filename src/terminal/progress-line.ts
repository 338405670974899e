import { endLine, isTerminal, showLine } from "./terminal.ts";

/** Milliseconds between two lines on a terminal, where a line is overwritten. */
const ON_TERMINAL = 200;

/** Progress on standard error: one line, overwritten on a terminal. */
export class ProgressLine<Progress> {
  private readonly textOf: (progress: Progress) => string;
  private readonly pauseMs: number;
  private shownAt = -Infinity;
  private latest: Progress | null = null;

  /**
   * @param textOf returns the line for a progress
   * @param elsewhereMs milliseconds between two lines outside of a terminal, for example in a file
   */
  constructor(textOf: (progress: Progress) => string, elsewhereMs: number) {
    this.textOf = textOf;
    this.pauseMs = isTerminal() ? ON_TERMINAL : elsewhereMs;
  }

  show(progress: Progress): void {
    this.latest = progress;
    const now = performance.now();
    if (now - this.shownAt < this.pauseMs) return;
    this.shownAt = now;
    this.write(progress);
  }

  /** Shows the last progress. */
  end(): void {
    if (this.latest !== null) {
      this.write(this.latest);
      endLine();
    }
    this.latest = null;
  }

  private write(progress: Progress): void {
    showLine(this.textOf(progress));
  }
}
