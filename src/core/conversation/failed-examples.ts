import type { Question } from "../question.ts";
import type { CheckedReply, QuestionExample } from "../record/index.ts";

/**
 * Returns the examples that the code of a reply fails and models may see, each with what came out; none when the code
 * was not run. Files of `question.tests` go to no model, and neither do their examples.
 *
 * @param examples of the run, to which `checked` refers
 */
export function failedExamples(
  { tests = [] }: Pick<Question, "tests">,
  examples: readonly QuestionExample[],
  checked: CheckedReply | null,
): (QuestionExample & { readonly actual: string })[] {
  const unseen = new Set(tests.map(({ label }) => label));
  return (checked?.outcomes ?? []).flatMap(({ example, passed, actual }) => {
    const asked = examples[example];
    if (passed || asked === undefined || (asked.from !== undefined && unseen.has(asked.from))) return [];
    return [{ ...asked, actual }];
  });
}
