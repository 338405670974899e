import type { JSX } from "preact";
import { useId, useMemo } from "preact/hooks";
import type { RunRecord } from "../../../src/protocol/run.ts";
import { notices, stage, summary } from "../record/progress.ts";
import { strings } from "../strings.ts";
import { Answer } from "./answer.tsx";
import { Badge } from "./badge.tsx";
import { Question } from "./question.tsx";
import { ReferenceStrip } from "./reference-strip.tsx";
import { References } from "./references.tsx";
import { RunFailure } from "./run-failure.tsx";
import { Warnings } from "./warnings.tsx";
import { WhyTheseModels } from "./why-these-models.tsx";

/** One question with its answer and the reasons. Records never change, so an old run costs nothing while a new one streams. */
export function Run({ run }: { readonly run: RunRecord }): JSX.Element {
  return useMemo(() => <RunArticle run={run} />, [run]);
}

function RunArticle({ run }: { readonly run: RunRecord }): JSX.Element {
  const heading = useId();
  const running = run.outcome === "running";
  return (
    <article class="run" aria-labelledby={heading}>
      <Question id={heading} question={run.asked} />
      <p class="run-line">
        {run.simulated && <Badge>{strings.simulated}</Badge>}
        {run.outcome === "aborted" && <strong>{strings.runStopped}</strong>}
        <span>{running ? stage(run) : summary(run)}</span>
      </p>
      <Warnings messages={notices(run)} />
      {run.outcome === "failed" && <RunFailure run={run} />}
      {running && run.winner === null && <ReferenceStrip references={run.references} />}
      <Answer run={run} />
      {!running && run.references.length > 0 && <References run={run} />}
      {run.selection !== null && (
        <WhyTheseModels selection={run.selection} subsets={run.subsets} aggregator={run.aggregator} />
      )}
    </article>
  );
}
