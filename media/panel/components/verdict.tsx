import type { JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/index.ts";
import { notices, summary } from "../record/progress.ts";
import { rivalOf, verdictOf, verdictWords } from "../record/verdict.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";
import { Warnings } from "./warnings.tsx";

interface VerdictProps {
  readonly run: RunRecord;
  /** Puts a draw beside the answer; null where that cannot be. */
  readonly compare: ((draw: number) => void) | null;
}

/** How far the answers agree, what they took, and what else a reader has to know, in one line. */
export function Verdict({ run, compare }: VerdictProps): JSX.Element {
  const verdict = verdictOf(run);
  const notes = notices(run);
  const rival = rivalOf(run);
  const isSplit = verdict !== null && verdict.agreeing === 1;
  return (
    <div class="verdict">
      <p class="verdict-line">
        {verdict !== null && (
          <strong class={isSplit ? "split" : "agreed"}>
            {verdictWords(verdict)}
            {isSplit && compare !== null && rival !== undefined && (
              <>
                :{" "}
                <button
                  type="button"
                  class="link-button"
                  onClick={() => {
                    compare(rival.subset);
                  }}
                >
                  {strings.compareThem}
                </button>
              </>
            )}
          </strong>
        )}
        <span class="hint">{summary(run)}</span>
      </p>
      {notes.length > 0 && (
        <Fold summary={strings.notes(notes.length)} class="notes">
          <Warnings messages={notes} />
        </Fold>
      )}
    </div>
  );
}
