import type { JSX } from "preact";
import type { CandidateRecord, RunRecord } from "../../../../src/core/record/index.ts";
import { perplexity as ppl, score } from "../../format.ts";
import { candidateNumber, inOrder, winnerOf } from "../../record/candidates.ts";
import { scoreBreakdown } from "../../record/score-breakdown.ts";
import { comparedCount } from "../../record/votes.ts";
import { strings } from "../../strings.ts";

/** Shows the figures that decided between the replies. Returns null when no figures did. */
export function Decision({ run }: { readonly run: RunRecord }): JSX.Element | null {
  switch (run.decidedBy) {
    case "posterior":
      return <Scores run={run} />;
    case "votes":
    case "medoid":
      return <Compared run={run} />;
    case "aggregator":
    case "only":
    case null:
      return null;
  }
}

/**
 * Shows answers that were not merged, best first, with what decided between them: the number of equal answers, or their
 * agreement.
 */
function Compared({ run }: { readonly run: RunRecord }): JSX.Element {
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

const similarity = <Term index={strings.similaritySymbol} help={strings.similarityHelp} />;
const certainty = <Term index={strings.perplexitySymbol} help={strings.perplexityHelp} />;
const total = <Term index={strings.totalSymbol} help={strings.totalHelp} />;

/** Shows how each candidate's posterior score adds up (Eq. 7), best first. Returns null before there are scores. */
function Scores({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const { perplexityWeight } = run.parameters;
  const winner = winnerOf(run);
  const rows = inOrder(run).flatMap((candidate) => {
    const breakdown = scoreBreakdown(run, candidate);
    return breakdown === null ? [] : [{ candidate, ...breakdown }];
  });
  if (rows.length === 0) return null;
  return (
    <section>
      <h3>{strings.scores}</h3>
      <p class="formula-line">
        {total} = {similarity} + λ · {certainty}, {certainty} = 1 − PPL, λ = {perplexityWeight}
      </p>
      <div class="scores" role="group" aria-label={strings.scores} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span aria-hidden="true">#</span>
                <span class="visually-hidden">{strings.candidateColumn}</span>
              </th>
              <th scope="col">{similarity}</th>
              <th scope="col">PPL</th>
              <th scope="col">{certainty}</th>
              <th scope="col">{total}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.candidate.subset} class={row.candidate === winner ? "winner" : ""}>
                <th scope="row">{candidateNumber(row.candidate)}</th>
                <td>{score(row.similarity)}</td>
                <td>{row.perplexity === null ? <NoTerm /> : ppl(row.perplexity)}</td>
                <td>{row.perplexityScore === null ? <NoTerm /> : score(row.perplexityScore)}</td>
                <td>{score(row.total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl class="hint legend">
        <dt>{similarity}</dt>
        <dd>{strings.similarityHelp}</dd>
        <dt>{certainty}</dt>
        <dd>{strings.perplexityHelp}</dd>
        <dt>{total}</dt>
        <dd>{strings.totalHelp}</dd>
      </dl>
    </section>
  );
}

/** Marks a term that was left out of the score. */
function NoTerm(): JSX.Element {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span class="visually-hidden">{strings.leftOut}</span>
    </>
  );
}

interface TermProps {
  /** Index of the paper's symbol S. */
  readonly index: string;
  readonly help: string;
}

/** Shows a symbol of Eq. 7 with its meaning on hover. */
function Term({ index, help }: TermProps): JSX.Element {
  return (
    <abbr class="term" title={help}>
      S<sub>{index}</sub>
    </abbr>
  );
}
