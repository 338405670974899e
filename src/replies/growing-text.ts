/** Number of pieces that are joined together. */
const PIECES = 256;

/**
 * A text that grows piece by piece. A concatenated string keeps every piece, at 32 bytes each, until it is read: a text
 * of single characters would take forty times its size.
 */
export class GrowingText {
  private whole = "";
  private pieces: string[] = [];
  private size = 0;

  get length(): number {
    return this.size;
  }

  add(piece: string): void {
    if (piece === "") return;
    this.size += piece.length;
    this.pieces.push(piece);
    if (this.pieces.length < PIECES) return;
    this.whole += this.pieces.join("");
    this.pieces = [];
  }

  toString(): string {
    this.whole += this.pieces.join("");
    this.pieces = [];
    return this.whole;
  }
}
