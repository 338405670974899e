import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { type BankChange, bankEntries, changeBank, createBank, readState } from "../../../src/bank/store/index.ts";
import type { ServedAt, ServedMember } from "../../../src/chat/index.ts";
import { ChatError } from "../../../src/core/errors.ts";
import { type Parameters, resolveParameters } from "../../../src/core/parameters.ts";
import type { ChatModel, ChatReply, ChatRequest } from "../../../src/core/ports.ts";
import { evaluate, type EvaluationOptions, type EvaluationResult } from "../../../src/evaluation/asking/evaluate.ts";
import type { EvaluationPlan, EvaluationScope } from "../../../src/evaluation/asking/evaluation-plan.ts";
import { planEvaluation } from "../../../src/evaluation/asking/plan.ts";
import { replyLogFile } from "../../../src/evaluation/kept/log-file.ts";
import { ReplyLog } from "../../../src/evaluation/kept/reply-log.ts";
import type { EvaluationMeans } from "../../../src/evaluation/checking/checking.ts";
import type { BankQuestion } from "../../../src/core/question-bank/index.ts";
import { ownServer } from "../core/scripted-model.ts";

export const SPACE = "test/1";
export const parameters: Parameters = resolveParameters("paper", {});

/** Returns a question whose right answer is the letter A. */
export function choiceQuestion(id: string, changes: Partial<BankQuestion> = {}): BankQuestion {
  const task = { kind: "choice", options: ["one", "two"], answer: "A" } as const;
  return {
    id,
    source: "own",
    split: "bank",
    question: `What of ${id}?`,
    task: { ...task, options: [...task.options] },
    capability: {},
    ...changes,
  };
}

/** Creates a bank in a folder that is removed after the test. */
export async function bankOf(t: TestContext, questions: readonly BankQuestion[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-evaluation-test-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const entries = questions.map((question) => ({ question, vector: [1, 0] }));
  await createBank(folder, { space: SPACE, entries });
  return folder;
}

/** A model that answers by a function of the request, and records its requests. */
export interface ScriptedModel extends ServedMember {
  readonly asked: ChatRequest[];
}

type Answer = (
  request: ChatRequest,
  signal: AbortSignal,
) => (Partial<ChatReply> & { readonly text?: string }) | Promise<Partial<ChatReply> & { readonly text?: string }>;

/** Returns such a model. @param answer throws an error for a failed request */
export function scripted(
  name: string,
  answer: Answer,
  model: Partial<ServedAt["model"]> = {},
  concurrency = 4,
): ScriptedModel {
  const asked: ChatRequest[] = [];
  const chat: ChatModel["chat"] = async (request, _onDelta, signal) => {
    asked.push(request);
    const { text = "The answer is (A).", ...reply } = await answer(request, signal);
    const choice = { text, thinking: "", finish: "stop", logprobs: null, failure: null } as const;
    return {
      choices: [choice],
      usage: { promptTokens: 10, completionTokens: 5 },
      costUsd: 0,
      servedBy: `fake/${name}`,
      ...reply,
    };
  };
  const server: ServedAt = {
    ...ownServer,
    name: `${name}-server`,
    kind: "vllm",
    baseUrl: "http://127.0.0.1:1/v1",
    model: { id: name, ...model },
    concurrency,
  };
  const common = { price: null, referencer: true, maxOutputTokens: null };
  return { name, reference: `fake/${name}`, chat: { chat }, second: { chat }, ...common, servers: [server], asked };
}

/** Returns the error of a failed request. */
export function failure(kind: ChatError["details"]["kind"] = "server"): ChatError {
  return new ChatError(`It failed: ${kind}.`, { kind, model: "fake" });
}

/** Means whose check accepts a reply that names the letter A. */
export const plainMeans: EvaluationMeans = {
  check: (_question, reply) => Promise.resolve({ kind: "judged", value: reply.includes("(A)") ? 1 : 0, detail: "" }),
  checks: 2,
  clock: () => performance.now(),
  now: () => "2026-01-01T00:00:00.000Z",
};

/** Plans, runs and closes an evaluation. */
export async function evaluated(
  bankFolder: string,
  members: readonly ServedMember[],
  {
    means = {},
    scope = {},
    ...options
  }: { means?: Partial<EvaluationMeans>; scope?: Partial<EvaluationScope> } & Partial<EvaluationOptions> = {},
): Promise<EvaluationResult> {
  const plan = await planned(bankFolder, members, scope);
  try {
    return await evaluate(plan, { ...plainMeans, ...means }, { signal: new AbortController().signal, ...options });
  } finally {
    await plan.close();
  }
}

export function planned(
  bankFolder: string,
  members: readonly ServedMember[],
  scope: Partial<EvaluationScope> = {},
): Promise<EvaluationPlan> {
  return planEvaluation({ bankFolder, members: () => members, parameters, ...scope });
}

/** Returns the bank's outcomes, by question and model. */
export async function capabilityOf(bankFolder: string): Promise<Record<string, BankQuestion["capability"]>> {
  const known: Record<string, BankQuestion["capability"]> = {};
  for await (const { question } of bankEntries(await readState(bankFolder))) known[question.id] = question.capability;
  return known;
}

/**
 * Changes every evaluated outcome of a bank, and its stored verdict, into one of an older checker that accepted the
 * reply.
 */
export async function madeOlder(bankFolder: string, simulated = false): Promise<void> {
  const state = await readState(bankFolder);
  const logs = new Map<string, ReplyLog>();
  const changes: BankChange[] = [];
  const at = "2025-01-01T00:00:00.000Z";
  for await (const { question } of bankEntries(state)) {
    const { id, capability } = question;
    for (const [model, { checker = "" }] of Object.entries(capability)) {
      const log = logs.get(model) ?? (await ReplyLog.open(replyLogFile(bankFolder, model, simulated)));
      logs.set(model, log);
      const reply = log.latest(id);
      if (reply === undefined) continue;
      const { fingerprint } = reply;
      await log.append({ kind: "verdict", questionId: id, fingerprint, check: "older", value: 1, detail: "", at });
      const older = { value: 1, weight: 1, evidence: "checked", checker: checker.replace(/-\d+/, "-0"), at } as const;
      changes.push({ kind: "outcomes", id, capability: { [model]: older } });
    }
  }
  await Promise.all([...logs.values()].map((log) => log.close()));
  await changeBank(bankFolder, state.manifest.space, changes);
}
