import type { JSX } from "preact";
import type { MergingTemplate, PreviewPlan } from "../../../src/protocol/index.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";

/** The prompts of the user's own that a question will be asked with; nothing where all are SMCS's. */
export function PreviewPrompts({ prompts }: Pick<PreviewPlan, "prompts">): JSX.Element | null {
  const { question, aggregation, comparison } = prompts;
  const named: readonly { readonly name: string; readonly template: MergingTemplate | undefined }[] = [
    { name: strings.promptOfQuestion, template: question },
    { name: strings.promptOfMerging, template: aggregation },
    { name: strings.promptOfComparing, template: comparison },
  ];
  const own = named.flatMap(({ name, template }) => (template === undefined ? [] : [{ name, ...template }]));
  if (own.length === 0) return null;
  return (
    <section>
      <h3>{strings.ownPrompts}</h3>
      {own.map(({ name, system, user, reference }) => (
        <Fold key={name} summary={name}>
          <dl class="prompt">
            <Message name={strings.systemMessage} text={system ?? strings.noMessage} />
            <Message name={strings.userMessage} text={user} />
            {reference !== undefined && <Message name={strings.eachAnswer} text={reference} />}
          </dl>
        </Fold>
      ))}
    </section>
  );
}

function Message({ name, text }: { readonly name: string; readonly text: string }): JSX.Element {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{text}</dd>
    </>
  );
}
