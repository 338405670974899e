import type { BankQuestion } from "../../../core/question-bank/index.ts";
import { plainLine } from "../../../core/plain-line.ts";
import type { ImportedReplies } from "./import-replies.ts";
import type { Imported, SoughtQuestion } from "./imported.ts";
import { plainName } from "./published-reply.ts";

/** The imported replies of one model on one data set. */
interface ImportedPart {
  readonly dataSet: string;
  readonly model: string;
  readonly replies: number;
  /** Number of replies that are right by the file's own verdict; null when the file has none. */
  readonly right: number | null;
  /** Number of questions of the bank folder that a reply answers, by split. */
  readonly answered: Readonly<Record<BankQuestion["split"], number>>;
  readonly skipped: readonly { readonly reason: string; readonly count: number; readonly where: string }[];
}

export interface ImportSummary {
  readonly parts: readonly ImportedPart[];
  readonly notes: readonly string[];
}

/** A question of the bank folder. */
export type KnownQuestion = Required<Pick<BankQuestion, "split">> & SoughtQuestion;

/** Maximum length of an excerpt from a file. */
const EXCERPT = 80;

/** Counts an import by data set and model, and the questions that it answers. */
export function summaryOf(
  { models, notes }: ImportedReplies,
  imported: Imported,
  questions: readonly KnownQuestion[],
): ImportSummary {
  const parts = models.flatMap(({ model, replies, skipped }) => {
    const answered = questions.flatMap((question) => {
      const dataSet = imported.dataSetOf(model, question);
      return dataSet === null ? [] : [{ dataSet, split: question.split }];
    });
    const dataSets = [...new Set([...replies, ...skipped].map(({ dataSet }) => dataSet))];
    return dataSets.map((dataSet): ImportedPart => {
      const own = replies.filter((reply) => reply.dataSet === dataSet);
      const graded = own.flatMap(({ correct }) => correct ?? []);
      const inSplit = (wanted: BankQuestion["split"]): number =>
        answered.filter((each) => each.dataSet === dataSet && each.split === wanted).length;
      return {
        dataSet,
        model,
        replies: own.length,
        right: graded.length === 0 ? null : graded.reduce((sum, share) => sum + share, 0),
        answered: { bank: inSplit("bank"), test: inSplit("test") },
        skipped: skipped
          .filter((each) => each.dataSet === dataSet)
          .map(({ reason, count, where }) => ({ reason, count, where })),
      };
    });
  });
  return { parts: parts.sort(byDataSet), notes: [...notes, ...unmatched(parts)] };
}

/** Returns the summary for people: a line per data set and model, followed by what was skipped. */
export function summaryText({ parts, notes }: ImportSummary): string {
  const lines = parts.flatMap(({ dataSet, model, replies, right, answered, skipped }) => [
    `${dataSet}, ${model}: ${replies} replies${right === null ? "" : `, ${right} right by the file`}; they answer ${answered.test} test and ${answered.bank} bank questions.`,
    ...skipped.map(
      ({ reason, count, where }) =>
        `  ${count} passed over: ${plainLine(reason, 2 * EXCERPT)} (first: ${plainLine(where, EXCERPT)})`,
    ),
  ]);
  return [...lines, ...notes.map((note) => `Note: ${plainLine(note, 4 * EXCERPT)}`)].join("\n");
}

/** Says what to do about data sets without a question in the bank. */
function unmatched(parts: readonly ImportedPart[]): string[] {
  const dataSets = [...new Set(parts.filter(({ replies }) => replies > 0).map(({ dataSet }) => dataSet))];
  const none = dataSets.filter((dataSet) =>
    parts.every((part) => part.dataSet !== dataSet || part.answered.bank + part.answered.test === 0),
  );
  return none.length === 0
    ? []
    : [
        `No question of ${none.join(", ")} is in the bank. Import the data set's questions with smcs bank import, split paper, to use these replies.`,
      ];
}

function byDataSet(a: ImportedPart, b: ImportedPart): number {
  const [first, second] = [a, b].map(({ dataSet, model }) => `${plainName(dataSet)} ${model.toLowerCase()}`);
  return (first ?? "") < (second ?? "") ? -1 : 1;
}
