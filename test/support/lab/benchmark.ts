import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { answers, ownServer, type Step } from "../core/scripted-model.ts";
import type { ServedMember } from "../../../src/chat/index.ts";
import type { ChatRequest, TokenPrices } from "../../../src/core/ports.ts";
import { Budget } from "../../../src/evaluation/pacing/index.ts";
import { RequestSender } from "../../../src/lab/benchmark/cache/request-sender.ts";
import type { PlainQuestion } from "../../../src/lab/benchmark/questions/read-questions.ts";

/** Creates a folder for one test, removed afterwards. */
export async function testFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-benchmark-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A member with a server that follows a script and records its requests. */
export interface ScriptedServed extends ServedMember {
  readonly asked: ChatRequest[];
}

/** Returns a member of the pool that does the same step with every request. */
export function served(
  name: string,
  step: Step = answers(`${name}'s answer`),
  prices: TokenPrices | null = null,
): ScriptedServed {
  const asked: ChatRequest[] = [];
  const chat: Step = (request, onDelta, signal) => {
    asked.push(request);
    request.onSent?.();
    return step(request, onDelta, signal);
  };
  const server = {
    ...ownServer,
    kind: "openai",
    baseUrl: "http://127.0.0.1:1/v1",
    model: { id: name },
    concurrency: 4,
    prices,
  } as const;
  const common = { price: null, referencer: true, maxOutputTokens: null, servers: [server] };
  return { name, reference: `fake/${name}`, chat: { chat }, second: { chat }, ...common, asked };
}

/** Returns a request for one choice. */
export function request(changes: Partial<ChatRequest> = {}): ChatRequest {
  return {
    messages: [{ role: "user", content: "How?" }],
    choices: 1,
    logprobs: false,
    sampling: { temperature: 0.7, presencePenalty: 1.05, maxOutputTokens: 100 },
    seed: 1,
    usefulForMs: null,
    ...changes,
  };
}

/** Returns a sender whose clock advances by 10 ms at each reading. */
export function sender(budgetUsd: number | null = null, signal = new AbortController().signal): RequestSender {
  let now = 0;
  const clock = (): number => (now += 10);
  return new RequestSender({ budget: new Budget(budgetUsd), clock, now: () => "2026-01-01T00:00:00.000Z", signal });
}

/** Returns a question whose right answer is the letter A. */
export function choiceQuestion(id: string, changes: Partial<PlainQuestion> = {}): PlainQuestion {
  const task = { kind: "choice", options: ["one", "two"], answer: "A" } as const;
  return {
    id,
    source: "made-up",
    split: "test",
    question: `What of ${id}?`,
    task: { ...task, options: [...task.options] },
    ...changes,
  };
}
