import type { JSX } from "preact";
import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import { canBeCorrected } from "../../../src/core/conversation/index.ts";
import {
  type CheckedReply,
  type QuestionExample,
  type RunRecord,
  standingReply,
} from "../../../src/core/record/index.ts";
import { FlowContext } from "../flow.ts";
import { milliseconds } from "../../../src/core/amounts.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";
import { Icon } from "./icons.tsx";
import { OwnExample } from "./own-example.tsx";
import { LongText } from "./why/long-text.tsx";

interface ExamplesProps {
  readonly run: RunRecord;
  /** Whether the reader is giving an example of their own. */
  readonly isGiving: boolean;
  /** Opens or closes the box for it; null when it cannot be run. */
  readonly setGiving: ((isGiving: boolean) => void) | null;
}

/** Shows how the answer's code did on the examples of the question, of its test files and of the reader. */
export function Examples({ run, isGiving, setGiving }: ExamplesProps): JSX.Element | null {
  const reply = standingReply(run)?.reply;
  const checked = reply?.checked ?? null;
  const shown = [
    ...(checked?.outcomes ?? []).map((outcome) => ({ ...outcome, of: run.examples[outcome.example] })),
    ...(reply?.own ?? []).map((outcome) => ({ ...outcome, of: run.ownExamples[outcome.example], isOwn: true })),
  ];
  const button = useRef<HTMLButtonElement>(null);
  const wasGiving = useRef(false);
  useLayoutEffect(() => {
    if (!isGiving && wasGiving.current) button.current?.focus();
    wasGiving.current = isGiving;
  }, [isGiving]);
  const close = (): void => {
    setGiving?.(false);
  };
  const box = isGiving && setGiving !== null && <OwnExample runId={run.runId} close={close} />;
  const saysNotRun = run.examples.every(({ from }) => from === undefined)
    ? strings.examplesNotRun
    : strings.checksNotRun;
  const notRun = checked !== null && checked.problem !== null && (
    <p class="hint examples">{saysNotRun(checked.problem)}</p>
  );
  if (shown.length === 0)
    return (
      <>
        {notRun}
        {box}
      </>
    );
  const unfit = checked === null ? 0 : run.examples.length - checked.outcomes.length;
  const passed = shown.filter((outcome) => outcome.passed).length;
  const isWhole = passed === shown.length;
  const isOfQuestion = shown.every(({ of, isOwn = false }: Shown) => !isOwn && of?.from === undefined);
  const words = isOfQuestion ? strings.examplesPassed : strings.checksPassed;
  return (
    <>
      {notRun}
      <Fold
        key={isGiving ? "giving" : "shown"}
        class="examples"
        open={!isWhole || isGiving || wasGiving.current}
        summary={
          <span class={isWhole ? "agreed" : "split"}>
            <Icon name={isWhole ? "check" : "warning"} />
            {words(passed, shown.length)}
          </span>
        }
      >
        <ul class="checked-list">
          {shown
            .toSorted((a, b) => Number(a.passed) - Number(b.passed))
            .map((outcome, index) => (
              <Outcome key={index} {...outcome} />
            ))}
        </ul>
        {unfit > 0 && <p class="hint">{strings.unfitExamples(unfit)}</p>}
        {run.unrun.map(({ from, count }) => (
          <p key={from} class="hint">
            {strings.unrunChecks(from, count)}
          </p>
        ))}
        <Correct run={run} />
        {box}
        {!isGiving && setGiving !== null && (
          <button
            type="button"
            ref={button}
            class="quiet-button give-example"
            onClick={() => {
              setGiving(true);
            }}
          >
            <Icon name="add" />
            {strings.ownExample}
          </button>
        )}
      </Fold>
    </>
  );
}

/** Offers to have the answer corrected; nothing when it cannot be. */
function Correct({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const flow = useContext(FlowContext);
  if (flow === null || !canBeCorrected(run)) return null;
  return (
    <div class="actions">
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
    </div>
  );
}

type Shown = CheckedReply["outcomes"][number] & {
  readonly of: QuestionExample | undefined;
  /** Whether the reader gave the example. */
  readonly isOwn?: boolean;
};

/** Maximum length of code of several lines that is shown as it stands, in characters. */
const SHORT = 600;

/** Shows one example: what was given, what was expected, what came out, and where it stands. */
function Outcome({ of, passed, actual, milliseconds: took, isOwn = false }: Shown): JSX.Element {
  const { given = "", expected = null, from } = of ?? {};
  const origin = isOwn ? strings.fromYou : from === undefined ? null : strings.fromFile(from);
  return (
    <li class={passed ? "checked passed" : "checked failed"}>
      <span class="checked-state">
        <Icon name={passed ? "check" : "cross"} />
        <span class="visually-hidden">{passed ? strings.examplePassed : strings.exampleFailed}</span>
      </span>
      <div>
        <code>
          {given.includes("\n") && given.length <= SHORT ? (
            <span class="checked-lines">{given}</span>
          ) : (
            <LongText text={given} />
          )}
        </code>
        <dl class="checked-values">
          {expected !== null && <Value name={strings.expected} text={expected} />}
          {actual !== "" && !(passed && actual === expected) && <Value name={strings.actual} text={actual} />}
          {origin !== null && (
            <div>
              <dt class="visually-hidden">{strings.origin}</dt>
              <dd>{origin}</dd>
            </div>
          )}
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
