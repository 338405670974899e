import type { Question } from "../../../src/core/question.ts";
import type { Parameters } from "../../../src/core/parameters.ts";
import type { RunEvent, RunRecord } from "../../../src/core/record/index.ts";
import type { SystemName } from "../../../src/core/system-names.ts";
import { bankOf } from "../core/banks.ts";
import { answers, choiceOf, type ScriptedMember, type Step, member } from "../core/scripted-model.ts";
import { isForKeywords } from "../core/systems.ts";
import { answer, fixedEmbedder } from "../core/world.ts";
import { reply } from "./runs.ts";

/** The models, most accurate on the whole bank first. On MBPP, the closest data set, the second one is the best. */
export const pool = ["Qwen2.5-72B-Instruct", "phi-4", "gemma-3-27b-it", "GLM-4.5-Air", "QwQ-32B"] as const;

const bank = bankOf([...rows(8, "MBPP", [5, 7, 4, 3, 2]), ...rows(4, "HumanEval", [4, 0, 3, 2, 1])]);

/** Returns questions of a source with the number of right answers of each model. */
function rows(count: number, source: string, right: readonly number[]) {
  return Array.from({ length: count }, (_, row) => ({
    source,
    skills: source === "MBPP" ? ["typescript", "functions"] : ["algorithms"],
    outcomes: Object.fromEntries(pool.map((model, index) => [model, row < (right[index] ?? 0) ? 1 : 0])),
  }));
}

const options = ["301 Moved Permanently", "304 Not Modified", "404 Not Found", "412 Precondition Failed"];
const lettered = options.map((option, index) => `${"ABCD".charAt(index)}) ${option}`).join("\n");

/** A question whose answers can be counted. */
export const quiz: Question = {
  text: `Which status answers a conditional GET whose ETag still matches?\n\n${lettered}`,
  context: [],
  conversation: [],
  answerForm: { kind: "choice", options },
};

/** A question whose replies can only be compared by similarity. */
export const open: Question = { text: "How do I debounce a function in TypeScript?", context: [], conversation: [] };

const reasons = [
  "The client sends `If-None-Match`, and the server has nothing new to send.",
  "An unchanged representation has no body to repeat.",
  "The precondition concerns the ETag, so the request is refused.",
  "The cached copy is still fresh.",
  "The resource has not moved.",
];

/** Returns a model's reply to the quiz, by its place in the pool. */
function quizReply(index: number, letter: string): string {
  return `${reasons[index] ?? ""}\n\nThe answer is **${letter}**.`;
}

/** Answers with one text after another, request by request. */
function oneByOne(...texts: readonly string[]): Step {
  let at = 0;
  return (request, onDelta, signal) => {
    const choices = Array.from({ length: request.choices }, () => choiceOf(texts[at++ % texts.length] ?? ""));
    return answers(...choices)(request, onDelta, signal);
  };
}

const variants = [1, 2, 3, 4].map(reply);
/** Each variant has a slightly larger angle to the first. */
const turned = [0.2, 0.1, 0.6, 1.2].map((slope, index) => [variants[index] ?? "", [1, slope]] as const);
const embedding = fixedEmbedder(Object.fromEntries(turned));

function debouncing(merging: Step = answers(...variants)): ScriptedMember[] {
  return pool.map((model) => member(model, oneByOne(...variants), merging));
}

interface Scene {
  readonly system: SystemName;
  readonly question?: Question;
  readonly members?: readonly ScriptedMember[];
  readonly parameters?: Partial<Parameters>;
}

/** The example runs, by name. */
export const scenes: Readonly<Record<string, Scene>> = {
  smcs: { system: "smcs" },
  moa: { system: "mixture-of-agents" },
  "moa-layers": { system: "mixture-of-agents", members: debouncing().slice(0, 3), parameters: { layers: 2 } },
  "self-moa": { system: "self-moa" },
  "self-consistency-votes": {
    system: "self-consistency",
    question: quiz,
    members: pool.map((model) =>
      member(model, oneByOne(...["B", "D", "B", "A"].map((letter, index) => quizReply(index, letter)))),
    ),
  },
  "self-consistency-medoid": { system: "self-consistency" },
  "self-consistency-universal": {
    system: "self-consistency",
    members: pool.map((model) => member(model, universal(oneByOne(...variants)))),
    parameters: { selfConsistency: "universal" },
  },
  "majority-voting": {
    system: "majority-voting",
    question: quiz,
    members: pool.map((model, index) => member(model, answers(quizReply(index, "BBDBA".charAt(index))))),
  },
  "majority-voting-medoid": {
    system: "majority-voting",
    members: pool.map((model, index) => member(model, answers(variants[index % variants.length] ?? ""))),
  },
  "simple-router": { system: "simple-router" },
  "symbolic-moe": {
    system: "symbolic-moe",
    members: debouncing().map((one) => ({ ...one, chat: { chat: naming((...call) => one.chat.chat(...call)) } })),
  },
  "symbolic-moe-retrieval": { system: "symbolic-moe-retrieval" },
  single: { system: "single" },
  "single-named": { system: "single", parameters: { singleModel: "GLM-4.5-Air" } },
};

/** Names the third response when several are to be compared, otherwise answers. */
function universal(answering: Step): Step {
  return (request, onDelta, signal) => {
    const isComparing = request.messages.some(({ content }) => content.includes("### Response 2"));
    return (isComparing ? answers("3") : answering)(request, onDelta, signal);
  };
}

/** Names keywords when they are requested, otherwise answers. */
function naming(answering: Step): Step {
  const keywords = answers('["typescript", "timers"]');
  return (request, onDelta, signal) => (isForKeywords(request) ? keywords : answering)(request, onDelta, signal);
}

/** Returns the events of a run of a scene, and its record; every model is a scripted one. */
export async function play(
  name: string,
): Promise<{ readonly events: readonly RunEvent[]; readonly record: RunRecord }> {
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`There is no scene ${name}.`);
  const { system, question = open, members = debouncing(), parameters = {} } = scene;
  return answer(members, { bank, embedding, parameters, run: { system, question } });
}
