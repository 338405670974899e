/** Progress of a download. */
export interface DownloadProgress {
  /** Bytes of all files that have arrived. */
  readonly loaded: number;
  /** Size of all files together; null while unknown, for example when another window is downloading. */
  readonly total: number | null;
}

const BETWEEN_MS = 100;

/** Reports progress at most ten times a second. */
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

  /** Reports the last progress if it was not reported yet. */
  flush(): void {
    if (this.waiting === null) return;
    this.told = performance.now();
    this.report(this.waiting);
    this.waiting = null;
  }
}
