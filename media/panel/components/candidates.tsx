import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RunRecord } from "../../../src/protocol/run.ts";
import { canBeReply, candidateNumber, inOrder, replyOf } from "../record/candidates.ts";
import { isSole } from "../record/system-traits.ts";
import { post } from "../vscode.ts";
import { Candidate } from "./candidate.tsx";
import { CandidateTabs } from "./candidate-tabs.tsx";
import { Compare } from "./compare.tsx";
import { CompareWith } from "./compare-with.tsx";
import { ScoreLegend } from "./score-legend.tsx";
import { useChoiceKeys } from "./use-choice-keys.ts";
import { useUniqueId } from "./use-unique-id.ts";

/** The candidates as tabs: the reply is open at first, then whichever the reader opens. Another one can stand beside it. */
export function Candidates({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const [opened, setOpened] = useState<number | null>(null);
  const [beside, setBeside] = useState<number | null>(null);
  const element = useRef<HTMLElement>(null);
  const id = useUniqueId();
  const candidates = inOrder(run);
  const shown = candidates.find(({ subset }) => subset === opened) ?? replyOf(run) ?? candidates[0];
  const others = candidates.filter((one) => one !== shown && canBeReply(run, one));
  const compared = others.find(({ subset }) => subset === beside) ?? null;
  useChoiceKeys(element, (number) => {
    const candidate = candidates.find((one) => candidateNumber(one) === number);
    if (candidate === undefined || !canBeReply(run, candidate)) return false;
    if (candidate !== replyOf(run)) post({ type: "choose", runId: run.runId, draw: candidate.subset });
    setOpened(candidate.subset);
    return true;
  });
  const focusChooser = useRef(false);
  const compare = (draw: number | null): void => {
    focusChooser.current = true;
    setBeside(draw);
  };
  useLayoutEffect(() => {
    if (!focusChooser.current) return;
    focusChooser.current = false;
    // What had the focus went with the other view.
    element.current?.querySelector<HTMLElement>(".compare-with select")?.focus();
  });
  if (shown === undefined) return null;
  const chooser = canBeReply(run, shown) && (
    <CompareWith run={run} others={others} compared={compared} compare={compare} />
  );
  if (isSole(run) && candidates.length === 1) {
    return (
      <section class="candidates" ref={element}>
        <Candidate run={run} candidate={shown} />
      </section>
    );
  }
  return (
    <section class="candidates" ref={element}>
      <CandidateTabs id={id} run={run} candidates={candidates} shown={shown} open={setOpened} />
      <ScoreLegend run={run} />
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown.subset}`}>
        {compared === null || !canBeReply(run, shown) ? (
          <Candidate key={shown.subset} run={run} candidate={shown}>
            {chooser}
          </Candidate>
        ) : (
          <Compare
            run={run}
            left={shown}
            right={compared}
            end={() => {
              compare(null);
            }}
          >
            {chooser}
          </Compare>
        )}
      </div>
    </section>
  );
}
