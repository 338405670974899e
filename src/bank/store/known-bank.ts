import { BankError, messageOf } from "../../core/errors.ts";
import type { BankChange, BankState, BankVersion, Manifest } from "./bank-types.ts";
import { indexIds } from "./index-entries.ts";
import { encodeChange, type Journal, readJournal } from "./journal.ts";
import type { Kind } from "./stored-entry.ts";

/**
 * What a writer needs to know about a bank to check and append changes. It is kept between appends, so that each is
 * cheap.
 */
export class KnownBank {
  readonly folder: string;
  readonly manifest: Manifest;
  /** How far the journal has been read. */
  journal: Pick<Journal, "bytes" | "end"> = { bytes: 0, end: 0 };
  private readonly ids: Set<string>;

  private constructor({ folder, manifest }: Pick<BankState, "folder" | "manifest">, ids: Set<string>) {
    this.folder = folder;
    this.manifest = manifest;
    this.ids = ids;
  }

  /** Returns a bank that is still empty, with the space and dimension of its first entries. */
  static empty({ folder, manifest }: BankState, kind: Kind): KnownBank {
    return new KnownBank({ folder, manifest: { ...manifest, ...kind } }, new Set());
  }

  /** @param state of a bank; parts that cannot be opened are added to its losses */
  static async of(state: BankState): Promise<KnownBank> {
    const ids = new Set<string>();
    for await (const id of indexIds(state)) ids.add(id);
    const known = new KnownBank(state, ids);
    await known.catchUp();
    return known;
  }

  get version(): BankVersion {
    const { generation, contentHash } = this.manifest;
    return { generation, contentHash, journalBytes: this.journal.bytes };
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  /** Reads what others have appended to the journal since the last read. */
  async catchUp(): Promise<void> {
    const { changes, bytes, end } = await readJournal(this.folder, this.manifest, this.journal.end);
    for (const change of changes) this.accept(change);
    this.journal = { bytes, end };
  }

  /**
   * Returns the journal lines for changes that belong together, and applies the changes to this object.
   *
   * @throws BankError naming the change that cannot be made; then none of them is applied
   */
  linesFor(space: string, changes: readonly BankChange[]): string {
    const { space: mine, dimension } = this.manifest;
    if (space !== mine) {
      throw new BankError(
        `The question bank holds embeddings of ${mine}, not of ${space}. Embed it anew, or use ${mine}.`,
      );
    }
    const taken: BankChange[] = [];
    try {
      return changes
        .map((change) => {
          this.refuseUnfit(change);
          const line = encodeChange(change, { space, dimension });
          this.accept(change);
          taken.push(change);
          return line;
        })
        .join("");
    } catch (error) {
      for (const change of taken.reverse()) this.takeBack(change);
      throw error instanceof BankError ? error : new BankError(messageOf(error), { cause: error });
    }
  }

  private refuseUnfit(change: BankChange): void {
    const id = change.kind === "add" ? change.entry.question.id : change.id;
    if (change.kind === "add" && this.ids.has(id)) {
      throw new BankError(`Question ${id} is in the bank already; ids must be unique.`);
    }
    if (change.kind !== "add" && !this.ids.has(id)) throw new BankError(`Question ${id} is not in the bank.`);
  }

  private accept(change: BankChange): void {
    if (change.kind === "add") this.ids.add(change.entry.question.id);
    if (change.kind === "remove") this.ids.delete(change.id);
  }

  private takeBack(change: BankChange): void {
    if (change.kind === "add") this.ids.delete(change.entry.question.id);
    if (change.kind === "remove") this.ids.add(change.id);
  }
}
