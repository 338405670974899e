import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { canBeCorrected } from "../../../src/core/conversation/index.ts";
import { type CheckedReply, examplesPassed, type RunRecord, standingReply } from "../../../src/core/record/index.ts";
import { FlowContext } from "../flow.ts";
import { milliseconds } from "../format.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";
import { Icon } from "./icons.tsx";
import { LongText } from "./why/long-text.tsx";

/** Shows how the answer's code did on the examples of the question; nothing for a question without examples. */
export function Examples({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const checked = standingReply(run)?.reply.checked ?? null;
  if (checked === null) return null;
  const { outcomes, problem } = checked;
  if (problem !== null) return <p class="hint examples">{strings.examplesNotRun(problem)}</p>;
  const count = examplesPassed({ checked });
  if (count === null) return null;
  const isWhole = count.passed === count.all;
  return (
    <Fold
      class="examples"
      open={!isWhole}
      summary={
        <span class={isWhole ? "agreed" : "split"}>
          <Icon name={isWhole ? "check" : "warning"} />
          {strings.examplesPassed(count.passed, count.all)}
        </span>
      }
    >
      <ul class="checked-list">
        {outcomes
          .toSorted((a, b) => Number(a.passed) - Number(b.passed) || a.example - b.example)
          .map((outcome) => (
            <Outcome key={outcome.example} run={run} outcome={outcome} />
          ))}
      </ul>
      <Correct run={run} />
    </Fold>
  );
}

/** Offers to have the answer corrected; nothing when it cannot be. */
function Correct({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const flow = useContext(FlowContext);
  if (flow === null || !canBeCorrected(run)) return null;
  return (
    <button
      type="button"
      class="button secondary"
      title={strings.correctHint}
      aria-disabled={flow.busy}
      onClick={() => {
        flow.goOn({ type: "repair", runId: run.runId });
      }}
    >
      {strings.correct}
    </button>
  );
}

interface OutcomeProps {
  readonly run: RunRecord;
  readonly outcome: CheckedReply["outcomes"][number];
}

/** Shows one example: what was given, what was expected, and what came out. */
function Outcome({ run, outcome: { example, passed, actual, milliseconds: took } }: OutcomeProps): JSX.Element {
  const { given = "", expected = null } = run.examples[example] ?? {};
  return (
    <li class={passed ? "checked passed" : "checked failed"}>
      <span class="checked-state">
        <Icon name={passed ? "check" : "cross"} />
        <span class="visually-hidden">{passed ? strings.examplePassed : strings.exampleFailed}</span>
      </span>
      <div>
        <code>
          <LongText text={given} />
        </code>
        <dl class="checked-values">
          {expected !== null && <Value name={strings.expected} text={expected} />}
          {actual !== "" && !(passed && actual === expected) && <Value name={strings.actual} text={actual} />}
          {took !== null && (
            <div>
              <dt class="visually-hidden">{strings.took}</dt>
              <dd>{milliseconds(took)}</dd>
            </div>
          )}
        </dl>
      </div>
    </li>
  );
}

function Value({ name, text }: { readonly name: string; readonly text: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>
          <LongText text={text} />
        </code>
      </dd>
    </div>
  );
}
