import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { canBeReply } from "../../../src/core/conversation/index.ts";
import { type CandidateRecord, examplesPassed, type RunRecord, standingReply } from "../../../src/core/record/index.ts";
import { candidateLabel } from "../record/candidate-names.ts";
import { inOrder, replyOf } from "../record/candidates.ts";
import { isMerged } from "../record/system-traits.ts";
import { agreesWithReply } from "../record/verdict.ts";
import { votesSentence } from "../record/votes.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";
import { References } from "./references.tsx";
import { ReplyText } from "./reply-text.tsx";
import { SeenReferences } from "./seen-references.tsx";
import { useKeptFocus } from "./use-kept-focus.ts";
import { UseReply } from "./use-reply.tsx";

interface OtherAnswersProps {
  readonly run: RunRecord;
  /** Shows a draw beside the answer. */
  readonly compare: (draw: number) => void;
}

/** Shows all other answers: the other merged ones, and each model's own. Returns null when nothing was written. */
export function OtherAnswers({ run, compare }: OtherAnswersProps): JSX.Element | null {
  const box = useRef<HTMLDivElement>(null);
  // A candidate that becomes the reply leaves the list.
  useKeptFocus(box, (element) => element.querySelector("summary"));
  const reply = replyOf(run);
  const others = inOrder(run).filter((one) => one !== reply);
  // If nothing is merged, the candidates are the models' own answers.
  const own = isMerged(run) || run.candidates.length === 0 ? run.references.length : 0;
  const inUse = standingReply(run)?.reply;
  const written = [...others, ...run.references.slice(0, own)].filter((one) => one !== inUse && one.text !== "").length;
  if (written === 0) return null;
  return (
    <div ref={box}>
      <Fold summary={strings.otherAnswers(written)} class="others">
        {others.length > 0 && (
          <ul class="other-list">
            {others.map((candidate) => (
              <li key={candidate.subset}>
                <OtherAnswer run={run} candidate={candidate} compare={reply === null ? null : compare} />
              </li>
            ))}
          </ul>
        )}
        {own > 0 && <References run={run} />}
      </Fold>
    </div>
  );
}

interface OtherAnswerProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
  readonly compare: ((draw: number) => void) | null;
}

function OtherAnswer({ run, candidate, compare }: OtherAnswerProps): JSX.Element {
  const standing = votesSentence(run, candidate) ?? difference(run, candidate);
  const examples = examplesPassed(candidate);
  return (
    <>
      <Fold summary={candidateLabel(run, candidate)} class="other">
        <ReplyText reply={candidate} />
      </Fold>
      {standing !== "" && <p class="hint">{standing}</p>}
      {examples !== null && <p class="hint">{strings.checksPassed(examples.passed, examples.all)}</p>}
      {isMerged(run) && <SeenReferences run={run} candidate={candidate} />}
      <div class="actions">
        <UseReply run={run} candidate={candidate} />
        {compare !== null && canBeReply(run, candidate) && (
          <button
            type="button"
            class="quiet-button"
            onClick={() => {
              compare(candidate.subset);
            }}
          >
            {strings.compare}
          </button>
        )}
      </div>
    </>
  );
}

/** Returns in a few words how a candidate relates to the reply; empty when unknown. */
function difference(run: RunRecord, candidate: CandidateRecord): string {
  if (candidate.score === null) return strings.statusOf[candidate.status];
  const agrees = agreesWithReply(run, candidate);
  if (agrees === null) return "";
  return agrees ? strings.saysTheSame : strings.saysOtherwise;
}
