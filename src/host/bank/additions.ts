import { isDeepStrictEqual } from "node:util";
import type { Memento } from "vscode";
import type { Lesson } from "../../core/growth/index.ts";
import type { RunRecord } from "../../core/record/index.ts";

const KEY = "smcs.bank.lessons";
/** How many additions can be taken back. */
const KEPT = 50;

/** An addition to a bank that can be taken back. */
export interface Addition {
  readonly bankFolder: string;
  readonly runId: string;
  readonly question: string;
  readonly lesson: Lesson;
}

/** What an addition has to remember of a lesson that a run gave. */
export function additionOf(bankFolder: string, { runId, question }: RunRecord, lesson: Lesson): Addition {
  return { bankFolder, runId, question, lesson: withoutVectors(lesson) };
}

/** The last additions to question banks, oldest first; they outlive the window. */
export class Additions {
  private readonly memento: Pick<Memento, "get" | "update">;

  constructor(memento: Pick<Memento, "get" | "update">) {
    this.memento = memento;
  }

  get all(): readonly Addition[] {
    return this.memento.get<readonly Addition[]>(KEY) ?? [];
  }

  /** What a run has added to a bank. */
  of({ runId }: RunRecord, bankFolder: string): readonly Addition[] {
    return this.all.filter((addition) => addition.runId === runId && addition.bankFolder === bankFolder);
  }

  async add(addition: Addition): Promise<void> {
    await this.memento.update(KEY, [...this.all, addition].slice(-KEPT));
  }

  /** Leaves all others, whatever has come or gone since `addition` was looked up. */
  async forget(addition: Addition): Promise<void> {
    await this.memento.update(
      KEY,
      this.all.filter((other) => !isDeepStrictEqual(other, addition)),
    );
  }
}

/** Undoing needs to know what was written, not where it lies in the space; typed arrays would not survive as JSON. */
function withoutVectors(lesson: Lesson): Lesson {
  const changes = lesson.changes.map((change) =>
    change.kind === "add" ? { ...change, entry: { ...change.entry, vector: [] } } : change,
  );
  return { ...lesson, changes };
}
