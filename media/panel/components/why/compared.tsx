import type { JSX } from "preact";
import type { CandidateRecord, RunRecord } from "../../../../src/protocol/index.ts";
import { score } from "../../format.ts";
import { candidateNumber, inOrder, winnerOf } from "../../record/candidates.ts";
import { comparedCount } from "../../record/votes.ts";
import { strings } from "../../strings.ts";
import { Term } from "./term.tsx";

/** Answers that nobody merged, best first, with what decided between them: how many are the same, or how much they agree. */
export function Compared({ run }: { readonly run: RunRecord }): JSX.Element {
  const isCounted = run.decidedBy === "votes";
  const winner = winnerOf(run);
  return (
    <section>
      <h3>{strings.decided}</h3>
      <p class="hint">{isCounted ? strings.votesHelp : strings.medoidHelp}</p>
      <div class="scores" role="group" aria-label={strings.decided} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span aria-hidden="true">#</span>
                <span class="visually-hidden">{strings.answerTabs}</span>
              </th>
              <th scope="col" class="word">
                {strings.model}
              </th>
              {isCounted && (
                <th scope="col" class="word">
                  {strings.modelsAnswer}
                </th>
              )}
              <th scope="col">
                {isCounted ? strings.votes : <Term index={strings.similaritySymbol} help={strings.similarityHelp} />}
              </th>
            </tr>
          </thead>
          <tbody>
            {inOrder(run).map((one) => (
              <tr key={one.subset} class={one === winner ? "winner" : ""}>
                <th scope="row">{candidateNumber(one)}</th>
                <td class="word">{one.model}</td>
                {isCounted && <td class="word">{one.answer === null ? <NotRead /> : <code>{one.answer}</code>}</td>}
                <td>{isCounted ? votes(run, one) : one.score !== null && score(one.score)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function votes(run: RunRecord, candidate: CandidateRecord): string | null {
  return candidate.votes === null ? null : strings.votesOf(candidate.votes, comparedCount(run));
}

function NotRead(): JSX.Element {
  return <span class="hint">{strings.noAnswerRead}</span>;
}
