const PIECE = 2 ** 20;
/** Ends are numbers of 32 bits. */
const MOST_BYTES = 2 ** 32 - 1;

/** A column of texts while rows come one by one: in pieces, so that growing copies nothing. */
export class GrowingTexts {
  private readonly encoder = new TextEncoder();
  private readonly ends: number[] = [];
  private readonly full: Uint8Array[] = [];
  private piece = new Uint8Array(PIECE);
  private used = 0;
  private total = 0;

  /** @throws RangeError when all texts together pass 4 GiB */
  push(text: string): void {
    for (let rest = text; rest !== "";) {
      const { read, written } = this.encoder.encodeInto(rest, this.piece.subarray(this.used));
      rest = rest.slice(read);
      this.used += written;
      this.total += written;
      if (rest !== "") this.nextPiece();
    }
    if (this.total > MOST_BYTES) throw new RangeError("The texts of the question bank are longer than 4 GiB.");
    this.ends.push(this.total);
  }

  /** Where the texts end, and their bytes in pieces. */
  finish(): { readonly ends: Uint32Array; readonly pieces: readonly Uint8Array[] } {
    return { ends: Uint32Array.from(this.ends), pieces: [...this.full, this.piece.subarray(0, this.used)] };
  }

  private nextPiece(): void {
    this.full.push(this.piece.subarray(0, this.used));
    this.piece = new Uint8Array(PIECE);
    this.used = 0;
  }
}
