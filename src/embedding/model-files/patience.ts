import { RequestAbort } from "../../chat/transport/request-abort.ts";
import type { DownloadTrouble } from "./download-trouble.ts";

/** Aborts a request when what is waited for does not come in time. */
export class Patience {
  private readonly abort: RequestAbort;
  private timer: NodeJS.Timeout | undefined;

  /** @param outer aborts the request too */
  constructor(outer: AbortSignal) {
    this.abort = new RequestAbort(outer);
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Waits anew: so many milliseconds from now. @param trouble the signal's reason when they are over */
  wait(milliseconds: number, trouble: DownloadTrouble): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.abort.abort(trouble);
    }, milliseconds);
  }

  /** Ends the request, whatever of it is still on its way. */
  end(): void {
    clearTimeout(this.timer);
    this.abort.release();
    this.abort.abort(null);
  }
}
