import { seconds } from "../../src/core/amounts.ts";
import { count, shortCount } from "./format.ts";
import { plural } from "./plural.ts";
import { mendingStrings } from "./mending-strings.ts";
import { reasonStrings } from "./reason-strings.ts";
import { systemStrings } from "./system-strings.ts";
import { t } from "./translate.ts";

/** Number of output tokens that most presets allow, which need not be mentioned. */
const USUAL_OUTPUT = 8192;

/** The figures that describe a preset. */
interface PresetFigures {
  readonly referencers: number;
  readonly aggregations: number;
  readonly dropCount: number;
  readonly maxOutputTokens: number;
}

/**
 * Every text of the panel that does not come from the host or a model, in one place for translators. Each text is
 * written out in a call of `t` or `plural`, and that English text is its key in `l10n/bundle.l10n.<language>.json`.
 */
export const strings = {
  ...systemStrings,
  ...reasonStrings,
  ...mendingStrings,
  title: "SMCS",
  conversation: t("Conversation"),
  demo: t("Demo"),
  whoAnswersHint: t("Models that answer: choose others"),
  newChat: t("New Chat"),
  history: t("History"),
  simulated: t("simulated"),

  openSettings: t("Open Settings"),
  addEndpoint: t("Add Endpoint"),
  tryDemo: t("Try Demo Models"),
  importEndpoints: t("Import Endpoints"),
  addEditorModels: t("Use VS Code's Own Models"),
  showLog: t("Show Log"),
  dismiss: t("Dismiss"),

  whatItDoes: t(
    "SMCS asks several language models at once, merges their answers and shows you the best one with its reasons.",
  ),
  howToStart: t("Add an endpoint that serves your models, or try it with simulated ones."),
  askAnything: t("Ask a coding question."),
  bestIsFirst: t("Several models answer, and you get the best merged answer."),
  unknownInDemo: t("The demo does not know this question."),
  unknownInDemoWhy: t("Nothing was asked. Your text is still in the question box."),
  itKnows: t("It reads no attachments. It knows these:"),
  realModels: t("Real models answer any question:"),
  examplesLabel: t("Example questions"),
  examples: [
    t("How do I debounce a function in TypeScript?"),
    t("What is the difference between a process and a thread?"),
    t("Write merge_intervals in Python: merge_intervals([(4, 6), (1, 9)]) returns [(1, 9)]."),
  ],

  composer: t("Question"),
  question: t("Ask a coding question"),
  questionHint: t("Ask a coding question…"),
  queueHint: t("Ask the next question…"),
  queue: t("Questions that wait"),
  nextQuestion: t("Next"),
  thenQuestion: t("Then"),
  nextQuestionHint: t("Waits for the question before it. Click to edit it in the question box."),
  removeQueued: (text: string) => t("Do not ask: {0}", text),
  queueFull: (most: number) =>
    t("{0} questions are waiting already. Ask again after one of them is answered.", count(most)),
  send: t("Send"),
  stop: t("Stop"),
  attached: t("Attached to the next question"),
  detach: (label: string) => t("Remove {0}", label),
  attachedTo: t("Attached"),
  about: (tokens: number) => `~${shortCount(tokens)}`,
  attachedTokens: (label: string, tokens: number) =>
    t("{0}, about {1}", label, plural(tokens, "{0} token", "{0} tokens")),
  unreadable: t("unreadable"),
  reveal: (what: string) => t("Open {0}", what),
  leftOutOf: (label: string, note: string) => t("{0}: {1}", label, note),
  tooMuch: (tokens: number, room: number) =>
    t(
      "About {0} tokens are attached, and not every model can read more than {1}. Those that cannot are left out.",
      count(tokens),
      count(room),
    ),
  addContext: t("Add Context"),
  addContextHint: t(
    "Add a selection, files, a folder, changes, problems and more to the question. In the question, type # for it.",
  ),
  dropHere: t("Drop files or pictures to attach them"),
  dropTooMany: (files: number, most: number) =>
    t("{0} files are too many; up to {1} can be attached at once.", count(files), count(most)),
  pictureTooLarge: (name: string) =>
    t("{0} is too large a picture. Cut out the part that matters, and try again.", name),
  pictureUnreadable: (name: string) =>
    t("{0} is no picture that can be read. Save it as PNG or JPEG, and try again.", name),
  tooManyPictures: (files: number, most: number) =>
    t("{0} pictures are too many; the first {1} are attached.", count(files), count(most)),
  dropFromOutside: t(
    "VS Code does not say where files from other programs are. Use Add Context, or drop them from VS Code's Explorer.",
  ),

  suggestions: t("Suggestions"),
  tasks: {
    explain: t("Explain this code"),
    fix: t("Fix this code"),
    tests: t("Write tests for this code"),
    document: t("Document this code"),
    review: t("Review this code"),
    refactor: t("Refactor this code"),
  },
  taskMeans: (task: string) => t("{0}: the selection, the function at the cursor, or what is visible", task),
  presetMeans: ({ referencers, aggregations, dropCount, maxOutputTokens }: PresetFigures) =>
    [
      plural(referencers, "{0} model", "{0} models"),
      plural(aggregations, "{0} merged answer", "{0} merged answers"),
      ...(dropCount > 0 ? [t("each from {0}", referencers - dropCount)] : []),
      ...(maxOutputTokens > USUAL_OUTPUT ? [t("answers of up to {0} tokens", count(maxOutputTokens))] : []),
    ].join(", "),
  attachSelection: t("Attach what is selected in the editor"),
  attachFile: t("Attach the current file"),
  attachFiles: t("Attach files of the workspace"),
  attachFolder: t("Attach a folder and its files"),
  attachSymbol: t("Attach a function, class or other symbol"),
  attachChanges: t("Attach your changes since the last commit"),
  attachEditors: t("Attach all open editors"),
  attachSearch: t("Attach what a search finds"),
  attachProblems: t("Attach the problems of the current file"),
  attachTerminal: t("Attach what is selected in the terminal"),

  wholeQuestion: t("Show the Whole Question"),
  editQuestion: t("Edit Question"),
  editedQuestion: t("Edited question"),
  editedHint: t("Replaces this question and everything after it. Its attachments stay."),
  resend: t("Ask"),
  cancel: t("Cancel"),
  askAgain: t("Ask Again"),
  earlier: (amount: number) =>
    amount === 1 ? t("Earlier answer") : t("Earlier answers to {0} questions", count(amount)),
  retry: t("Retry"),
  retryModel: (model: string) => t("Retry {0}", model),
  retryHint: t("Asks this model again, then merges and compares the answers that include its own"),
  askingAgain: (model: string) => t("Asking {0} again…", model),

  copy: t("Copy"),
  copyCode: t("Copy Code"),
  apply: t("Apply"),
  moreWithCode: t("More actions for this code"),
  codeActions: {
    insert: t("Insert at Cursor"),
    apply: t("Apply to File"),
    "new-file": t("Open in New File"),
  },
  copyReply: t("Copy Answer"),
  moreWithAnswer: t("More actions for this answer"),
  answerAs: { copy: t("Copy with Question"), open: t("Export as Markdown") },
  ratingOf: { good: t("Good answer"), bad: t("Bad answer") },
  copied: t("Copied"),
  plainCode: t("text"),
  tableBox: t("Table"),
  unseen: t("A character that cannot be seen"),
  shownPlain: t("Part of this answer is shown as plain text: it is too long to format."),

  choosing: t("Choosing models…"),
  scoring: t("Comparing the answers…"),
  inTurn: t("One model after the other, until a reply suffices: it may be one request only."),
  runsOn: (examples: number) =>
    plural(
      examples,
      "{0} example found: the code of every answer runs on it.",
      "{0} examples found: the code of every answer runs on them.",
    ),
  mayCorrect: t("One request more if the answer fails examples of your question."),
  correct: t("Correct This Answer"),
  correctHint: t("One request more: the model that merges sees which examples fail, and what came out."),
  correctedBy: (model: string) => t("Corrected by {0}", model),
  correcting: (model: string) => t("{0} corrects the answer…", model),
  answered: (finished: number, asked: number) =>
    t("{0} of {1} answered", finished, plural(asked, "{0} model", "{0} models")),
  askedOf: (asked: number, models: number) => t("{0} of {1} asked", asked, plural(models, "{0} model", "{0} models")),
  candidatesReady: (ready: number, all: number) =>
    t("{0} of {1} ready", count(ready), plural(all, "{0} merged answer", "{0} merged answers")),
  models: t("Models"),

  waiting: t("waiting"),
  late: t("late, asked a second time"),
  askedTwice: t("asked twice"),
  pausing: (reason: string, milliseconds: number | null) =>
    milliseconds === null || milliseconds === 0 ? reason : t("waits {0}: {1}", seconds(milliseconds), reason),
  rate: (perSecond: string, estimated: boolean) => t("{0} tok/s", estimated ? `~${perSecond}` : perSecond),
  rateHint: t("Tokens a second, by the server's count"),
  rateEstimated: t("Tokens a second, estimated from the text"),
  firstTokenHint: t("Time to the first token"),
  thinks: t("thinking"),
  cutOff: t("cut off"),
  cutOffUsed: t("cut off, used"),
  failed: t("failed"),
  stopped: t("stopped"),
  statusOf: {
    waiting: t("waiting"),
    streaming: t("writing"),
    finished: t("finished"),
    truncated: t("cut off"),
    failed: t("failed"),
    aborted: t("stopped"),
    spared: t("not needed"),
  },
  notNeeded: t("not needed"),
  askToo: t("Ask"),
  askModelToo: (model: string) => t("Ask {0} too", model),

  draftOf: (model: string) => t("Draft: {0}", model),
  answerIs: t("Answer"),
  answerReady: t("The answer is ready."),
  showAnswer: t("Show Answer"),
  mergedFrom: (answers: number, model: string) =>
    plural(answers, "Merged from {0} answer by {1}", "Merged from {0} answers by {1}", model),
  yourChoice: (name: string) => t("Your choice: {0}", name),
  changed: {
    same: t("as in the draft"),
    "same-code": t("same code as the draft"),
    "other-code": t("other code than the draft"),
  },
  allAgree: (compared: number) => t("All {0} agree", compared),
  someAgree: (agreeing: number, compared: number) => t("{0} of {1} agree", agreeing, compared),
  nobodyAgrees: t("They disagree"),
  compareThem: t("compare"),
  compare: t("Compare"),
  notes: (amount: number) => plural(amount, "{0} note", "{0} notes"),
  otherAnswers: (amount: number) => t("Other answers ({0})", count(amount)),
  saysTheSame: t("Says the same."),
  saysOtherwise: t("Says something else."),
  whyThisAnswer: t("Why this answer"),
  winner: t("Winner"),
  winnerIs: (number: number) => t("The best: answer {0}", number),
  candidateTabs: t("Candidates"),
  scoreOf: (score: string) => t("score {0}", score),
  reply: t("in use"),
  scoreLegend: t("Bar: total score. Line: what uncertainty took from the similarity."),
  similarityLegend: (why: string) => t("Bar: similarity, which is the whole score. Perplexity is left out: {0}", why),
  scoreScale: (low: string, high: string) => t("Scale: {0} to {1}.", low, high),
  noWeight: t("its weight, lambda, is 0."),
  severalAggregators: t("the candidates come from several aggregators."),
  withoutLogprobs: (missing: number, all: number) =>
    missing === all
      ? t("the server sent no log-probabilities.")
      : t(
          "the server sent no log-probabilities for {0} of {1}.",
          count(missing),
          plural(all, "{0} merged answer", "{0} merged answers"),
        ),
  notSeen: t("not seen"),
  compareWith: t("Compare with"),
  compareCode: t("Compare Code in Editor"),
  endComparing: t("End Comparison"),
  onlyHere: (left: number, right: number, one: string, other: string) =>
    left + right === 0
      ? t("Both say the same, word for word.")
      : t(
          "Marked: {0} only in {1}, {2} only in {3}.",
          plural(left, "{0} passage", "{0} passages"),
          one,
          plural(right, "{0} passage", "{0} passages"),
          other,
        ),
  hardlyAlike: t("Nothing is marked: the two have hardly anything in common."),
  useReply: t("Use This Answer"),
  useReplyHint: (number: number) => t("Go on with this answer (Alt+{0})", number),
  isReply: t("In use"),
  teachBank: t("Add to Question Bank"),
  bestSingle: (model: string) => t("Best single answer, by {0}: the answers could not be merged", model),
  onlyPassing: (model: string) => t("Best single answer, by {0}: only it passes all examples", model),
  sufficient: (model: string) => t("Answer of {0}, which suffices", model),
  bestCutOff: (model: string) => t("Best answer by {0}, cut off", model),
  noText: t("There is no text."),

  merges: t("Merges"),
  aggregator: t("Aggregator"),
  merger: t("Who merges"),
  accuracyWithin: (accuracy: string, low: string, high: string) =>
    t("{0} right on these questions; with so many of them, anything from {1} to {2} is likely.", accuracy, low, high),
  cost: t("Cost"),
  free: t("free"),
  costUnknown: t("cost unknown"),
  unscored: t("Not scored"),
  details: t("Score and origin"),
  thinking: t("Thinking"),

  tokens: (prompt: number, completion: number) => t("{0} tokens in, {1} out", count(prompt), count(completion)),
  servedBy: (endpoint: string) => t("served by {0}", endpoint),

  warnings: t("Notes"),
  runFailed: t("The question was not answered."),
  runStopped: t("Stopped."),

  announceStart: t("Asking the models."),
  announceAgain: t("Asking again."),
  announceDraft: (model: string) => t("Draft from {0}.", model),
  announceAnswerOf: (model: string) => t("{0} is writing the answer.", model),
  announceNothingNew: t("No new answer came. Everything stays as it was."),
  announceReference: (model: string) => t("The chat goes on from the answer of {0} now.", model),
  announceQueued: (question: string) => t("Waiting for its turn: {0}", question),
  announceChoice: (number: number) => t("The chat goes on from answer {0} now.", number),
  announceFallback: t("The answers could not be merged. The best single answer is ready."),
  announceSingle: t("The answer of a single model is ready."),
  announceCutOff: t("No whole answer came. The best one is ready as far as it goes."),
  announceFailure: (reason: string) => t("The question was not answered. {0}", reason),
} as const;
