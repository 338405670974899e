/** A promise that is settled from outside. It may be rejected before anything waits for it. */
export class Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;

  constructor() {
    // A promise runs its executor at once, so both are set before they are read.
    let resolve!: (value: T) => void;
    let reject!: (reason: unknown) => void;
    this.promise = new Promise<T>((onValue, onReason) => {
      resolve = onValue;
      reject = onReason;
    });
    this.promise.catch(() => undefined);
    this.resolve = resolve;
    this.reject = reject;
  }
}
