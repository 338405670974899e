import type { ComponentChildren, JSX } from "preact";
import { useRef } from "preact/hooks";
import type { CandidateRecord, RunRecord } from "../../../src/protocol/index.ts";
import { candidateName } from "../record/candidate-names.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { CompareColumn } from "./compare-column.tsx";
import { useMarkedDifferences } from "./use-marked-differences.ts";

interface CompareProps {
  readonly run: RunRecord;
  readonly left: CandidateRecord;
  readonly right: CandidateRecord;
  readonly end: () => void;
  /** What chooses the right one. */
  readonly children: ComponentChildren;
}

const FENCE = /^[^\S\n\r\u2028\u2029]*(?:`{3}|~{3})/mu;

/** Two candidates side by side, or one below the other where there is little room, with the words in which they differ marked. */
export function Compare({ run, left, right, end, children }: CompareProps): JSX.Element {
  const columns = [useRef<HTMLElement>(null), useRef<HTMLElement>(null)] as const;
  const marks = useMarkedDifferences(columns, [left.text, right.text]);
  const names = [left, right].map((one) => candidateName(one)) as [string, string];
  return (
    <div
      class="compare"
      onKeyDown={(event) => {
        if (event.key === "Escape") end();
      }}
    >
      <div class="actions">
        {children}
        {FENCE.test(`${left.text}\n${right.text}`) && (
          <button
            type="button"
            class="button secondary"
            onClick={() => {
              post({ type: "compare-code", runId: run.runId, draws: [left.subset, right.subset] });
            }}
          >
            {strings.compareCode}
          </button>
        )}
        <button type="button" class="quiet-button" onClick={end}>
          {strings.endComparing}
        </button>
      </div>
      {marks !== undefined && (
        <p class="hint">{marks === null ? strings.hardlyAlike : strings.onlyHere(...marks, ...names)}</p>
      )}
      <div class="compare-columns">
        <CompareColumn run={run} candidate={left} column={columns[0]} />
        <CompareColumn run={run} candidate={right} column={columns[1]} />
      </div>
    </div>
  );
}
