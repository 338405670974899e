import { isDeepStrictEqual } from "node:util";
import type { BankQuestion, Task } from "../../../core/question-bank/index.ts";
import { bankEntries, type BankState, type BankVersion } from "../../store/index.ts";
import { fingerprint, holdsOptions, looseFingerprint, sourceKey, stemFingerprints } from "../../../same-text/index.ts";
import { type AskedText, lastQuestion } from "./staged-rows.ts";
import type { StagingFile } from "./staging-file.ts";

/** What the bank already has of the staged questions. */
export interface Survey {
  /** Version of the surveyed bank; null without a bank. */
  readonly version: BankVersion | null;
  /**
   * The staged ids that are in the bank, each with the fingerprint of its text there. When only one of the two versions
   * has a check, the fingerprint is the new text's: both are the same question, and the vector stays.
   */
  readonly known: ReadonlyMap<string, string>;
  /** Those of them whose text has changed. */
  readonly reworded: readonly string[];
  /** Staged ids that are new although the bank has their question under another id, each with that id. */
  readonly twins: ReadonlyMap<string, string>;
  /** Pairs of a staged id and a bank id with the same text but different sources: they stay two questions. */
  readonly alike: readonly (readonly [string, string])[];
  /** Whether staged questions that are not in the bank are left out. */
  readonly onlyKnown: boolean;
}

interface Candidate extends Pick<AskedText, "looseText" | "source"> {
  readonly id: string;
  readonly task: Task;
  /** The whole text, when `looseText` is only the part before options; else null. */
  readonly withOptions: string | null;
}

/**
 * Looks for the staged questions in a bank. Some data sets are published under several ids (by position, by name).
 * Therefore a new id counts as a question of the bank when the source (ignoring case and punctuation) and the text
 * (ignoring white space) are the same, no other question of the file or the bank fits, and the checks do not contradict
 * each other: different questions of a data set may share their text and differ in their options. A text without a
 * check that continues with the options of a choice is the same question as that choice.
 */
export async function surveyBank(state: BankState | null, staging: StagingFile, onlyKnown: boolean): Promise<Survey> {
  const asked = new Map<string, AskedText>();
  for (const [id, rows] of staging.rows.byQuestion) {
    const last = lastQuestion(rows);
    if (last !== undefined) asked.set(id, last.asked);
  }
  const texts = new Set([...asked.values()].flatMap(({ looseText, stems }) => [looseText, ...stems]));
  const known = new Map<string, string>();
  const reworded: string[] = [];
  const candidates: Candidate[] = [];
  for await (const { question } of state === null ? [] : bankEntries(state)) {
    const { id, source, task } = question;
    const looseText = asked.size > 0 ? looseFingerprint(question.question) : "";
    if (staging.rows.byQuestion.has(id)) {
      const staged = asked.get(id);
      const isCompleted = staged !== undefined && staged.isOpen !== (task.kind === "open");
      known.set(id, isCompleted ? staged.text : fingerprint(question.question));
      const keepsWords = onlyKnown && !(isCompleted && task.kind === "open");
      if (!keepsWords && (staged?.looseText ?? looseText) !== looseText) reworded.push(id);
      continue;
    }
    const candidate = { id, source: sourceKey(source), task };
    if (texts.has(looseText)) candidates.push({ ...candidate, looseText, withOptions: null });
    if (task.kind !== "open" || asked.size === 0) continue;
    for (const stem of stemFingerprints(question.question))
      if (texts.has(stem)) candidates.push({ ...candidate, looseText: stem, withOptions: question.question });
  }
  for (const id of known.keys()) asked.delete(id);
  const { twins, alike } = await pairsOf(asked, candidates, staging);
  return { version: state?.version ?? null, known, reworded, twins, alike, onlyKnown };
}

async function pairsOf(
  added: ReadonlyMap<string, AskedText>,
  candidates: readonly Candidate[],
  staging: StagingFile,
): Promise<Pick<Survey, "twins" | "alike">> {
  const byText = Map.groupBy(candidates, ({ looseText }) => looseText);
  const among = Map.groupBy(added.values(), ({ source, looseText }) => `${source}/${looseText}`);
  const twins = new Map<string, string>();
  const alike: [string, string][] = [];
  const choices: [string, string][] = [];
  for (const [id, { source, looseText, stems }] of added) {
    const near = [looseText, ...stems].flatMap((text) => byText.get(text) ?? []);
    if (near.length === 0) continue;
    const sameText = near.filter((one) => one.looseText === looseText && one.withOptions === null);
    const [found, ...others] = sameText.filter((candidate) => candidate.source === source);
    const alone = others.length === 0 && among.get(`${source}/${looseText}`)?.length === 1;
    const own = await stagedQuestion(id, staging);
    if (own === undefined) continue;
    if (found !== undefined && alone && sameCheck(own.task, found.task)) twins.set(id, found.id);
    else if (found === undefined) {
      const [choice, ...more] = near.filter((one) => one.source === source && isItsChoice(own, one));
      if (choice !== undefined && more.length === 0) choices.push([id, choice.id]);
      else if (sameText[0] !== undefined) alike.push([id, sameText[0].id]);
    }
  }
  const taken = Map.groupBy(choices, ([, known]) => known);
  for (const [id, known] of choices) if (taken.get(known)?.length === 1) twins.set(id, known);
  return { twins, alike };
}

/** Returns whether one of the two is a choice and the other is its text followed by the options. */
function isItsChoice(own: BankQuestion, { task, withOptions }: Candidate): boolean {
  if (own.task.kind === "choice") return withOptions !== null && holdsOptions(withOptions, own.task.options);
  return own.task.kind === "open" && task.kind === "choice" && holdsOptions(own.question, task.options);
}

async function stagedQuestion(id: string, staging: StagingFile): Promise<BankQuestion | undefined> {
  const row = lastQuestion(staging.rows.byQuestion.get(id) ?? []);
  const record = row === undefined ? undefined : await staging.read(row.place);
  return record?.kind === "question" ? record.question : undefined;
}

function sameCheck(own: Task, task: Task): boolean {
  return own.kind === "open" || task.kind === "open" || isDeepStrictEqual(own, task);
}
