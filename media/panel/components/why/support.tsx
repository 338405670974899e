import type { JSX } from "preact";
import type { BankQuestionText } from "../../../../src/protocol/index.ts";
import { score } from "../../format.ts";
import type { Selection } from "../../record/model-priors.ts";
import { strings } from "../../strings.ts";
import { Bar } from "../bar.tsx";
import { useBankTexts } from "./bank-texts.ts";
import { FewFirst } from "./few-first.tsx";
import { LongText } from "./long-text.tsx";

const SHOWN = 10;

type SupportQuestions = Selection["support"];

/** The bank questions that the choice rests on (Eq. 3), most similar first. */
export function Support({ selection }: { readonly selection: Selection }): JSX.Element {
  const { support, bankSize, threshold } = selection;
  return (
    <section>
      <h3>{strings.support}</h3>
      <p class="hint">
        {strings.supportOf(support.length, bankSize)} {strings.supportFrom(score(threshold))}
      </p>
      <FewFirst items={support} few={SHOWN} list={(questions) => <Questions questions={questions} />} />
    </section>
  );
}

function Questions({ questions }: { readonly questions: SupportQuestions }): JSX.Element {
  const texts = useBankTexts(questions.map(({ id }) => id));
  return (
    <ol class="bars">
      {questions.map((question) => (
        <Question key={question.id} question={question} known={texts.get(question.id)} />
      ))}
    </ol>
  );
}

interface QuestionProps {
  readonly question: SupportQuestions[number];
  /** Undefined until the host has looked it up. */
  readonly known: BankQuestionText | undefined;
}

function Question({ question: { id, source, similarity }, known }: QuestionProps): JSX.Element {
  const gone = known?.text === null ? [strings.notInBank] : [];
  const origin = [source, known?.domain ?? "", ...gone].filter((part) => part !== "");
  return (
    <li class="bar-row" title={id}>
      <span class="bar-name">
        <LongText text={known?.text ?? id} />
      </span>
      <span class="bar-value">
        <span class="visually-hidden">{strings.similarity} </span>
        {score(similarity)}
      </span>
      <Bar share={similarity} />
      <span class="hint bar-note">{origin.join(" · ")}</span>
    </li>
  );
}
