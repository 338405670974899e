import { BankError, messageOf } from "../../core/errors.ts";
import type { BankChange, BankState, BankVersion, Manifest } from "./bank-types.ts";
import { indexIds } from "./index-entries.ts";
import { encodeChange, type Journal, readJournal } from "./journal.ts";
import type { Kind } from "./stored-entry.ts";

/** What a writer has to know of a bank to check changes and append them: kept between appends, so that each is cheap. */
export class KnownBank {
  readonly folder: string;
  readonly manifest: Manifest;
  /** As far as the journal has been read. */
  journal: Pick<Journal, "bytes" | "end"> = { bytes: 0, end: 0 };
  private readonly ids: Set<string>;

  private constructor({ folder, manifest }: Pick<BankState, "folder" | "manifest">, ids: Set<string>) {
    this.folder = folder;
    this.manifest = manifest;
    this.ids = ids;
  }

  /** A bank without entries, as it is about to be: of the space and dimension of what is added. */
  static empty({ folder, manifest }: BankState, kind: Kind): KnownBank {
    return new KnownBank({ folder, manifest: { ...manifest, ...kind } }, new Set());
  }

  /** @param state of a bank; its losses are told where parts of it cannot be opened */
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

  /** Reads what others have appended to the journal since. */
  async catchUp(): Promise<void> {
    const { changes, bytes, end } = await readJournal(this.folder, this.manifest, this.journal.end);
    for (const change of changes) this.accept(change);
    this.journal = { bytes, end };
  }

  /**
   * The lines for changes that belong together, which are taken as made.
   *
   * @throws BankError saying which change cannot be made; none of them is taken then
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
