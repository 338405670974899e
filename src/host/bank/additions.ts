import { isDeepStrictEqual } from "node:util";
import type { Memento } from "vscode";
import type { Lesson } from "../../core/growth/index.ts";
import type { RunRecord } from "../../core/record/index.ts";

const KEY = "smcs.bank.lessons";
/** Maximum number of additions that can be undone. */
const KEPT = 50;

/** An addition to a bank that can be undone. */
export interface Addition {
  readonly bankFolder: string;
  readonly runId: string;
  readonly question: string;
  readonly lesson: Lesson;
}

/** Returns the part of a run's lesson that undoing needs. */
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

  /** Returns what a run has added to a bank. */
  of({ runId }: RunRecord, bankFolder: string): readonly Addition[] {
    return this.all.filter((addition) => addition.runId === runId && addition.bankFolder === bankFolder);
  }

  async add(addition: Addition): Promise<void> {
    await this.memento.update(KEY, [...this.all, addition].slice(-KEPT));
  }

  /** Removes one addition and keeps all others, even if additions have changed since `addition` was looked up. */
  async forget(addition: Addition): Promise<void> {
    await this.memento.update(
      KEY,
      this.all.filter((other) => !isDeepStrictEqual(other, addition)),
    );
  }
}

/** Returns a lesson without its vectors: undoing does not need them, and typed arrays would not survive as JSON. */
function withoutVectors(lesson: Lesson): Lesson {
  const changes = lesson.changes.map((change) =>
    change.kind === "add" ? { ...change, entry: { ...change.entry, vector: [] } } : change,
  );
  return { ...lesson, changes };
}
