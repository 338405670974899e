/** How far a download is. */
export interface DownloadProgress {
  /** Bytes of all files that are here. */
  readonly loaded: number;
  /** Of all files together; null while nobody knows, as when another window is downloading. */
  readonly total: number | null;
}

const BETWEEN_MS = 100;

/** Passes progress on, at most ten times a second. */
export class ProgressMeter {
  private readonly report: (progress: DownloadProgress) => void;
  private told = -Infinity;
  private waiting: DownloadProgress | null = null;

  constructor(report: (progress: DownloadProgress) => void) {
    this.report = report;
  }

  show(progress: DownloadProgress): void {
    this.waiting = progress;
    if (performance.now() - this.told >= BETWEEN_MS) this.flush();
  }

  /** Tells the last that was shown and not told yet. */
  flush(): void {
    if (this.waiting === null) return;
    this.told = performance.now();
    this.report(this.waiting);
    this.waiting = null;
  }
}
