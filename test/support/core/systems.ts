import { answers, fails, member, type ScriptedMember, type Step } from "./scripted-model.ts";
import { bankOf } from "./banks.ts";
import { answer, type Told, type World } from "./world.ts";
import type { ChatRequest } from "../../../src/core/ports.ts";
import { KEYWORDS_HEADING } from "../../../src/core/messages/index.ts";
import type { PackedBank } from "../../../src/core/packed-bank/index.ts";
import type { SystemName } from "../../../src/core/system-names.ts";

/** Returns a reply that states its answer explicitly. */
export const saying = (value: string): string => `I thought about it.\nThe answer is ${value}.`;
export const says = (value: string): Step => answers(saying(value));

/** Does one step after another, and repeats the last one. */
export const inTurn = (...steps: readonly Step[]): Step => {
  let next = 0;
  return (...call) => (steps[Math.min(next++, steps.length - 1)] as Step)(...call);
};

/** Returns the answers of the references in a prompt, in order. */
export function answersIn(prompt: string): string[] {
  return Array.from(prompt.matchAll(/The answer is (.+)\./g), ([, value = ""]) => value);
}

/** An aggregator that takes the most frequent of the answers it is shown; of equally frequent ones, the first. */
export const mergesByMajority: Step = (request, ...rest) => {
  const shown = answersIn(request.messages[0]?.content ?? "");
  const votes = (value: string): number => shown.filter((one) => one === value).length;
  const [best = "?"] = shown.toSorted((one, other) => votes(other) - votes(one));
  return says(best)(request, ...rest);
};

/**
 * Returns eleven equally similar questions, six of data set `near`, five of `far`: on all of them a is right on 9, b on
 * 7 and c on 6, and on `near`, the closest data set, a on 4, b on 5 and c on 6. All need the skill `general`.
 */
export function twoSources(): PackedBank {
  const right = { a: [4, 5], b: [5, 2], c: [6, 0] } as const;
  const rows = [
    ...Array.from({ length: 6 }, (_, row) => ({ source: "near", row, part: 0 as const })),
    ...Array.from({ length: 5 }, (_, row) => ({ source: "far", row, part: 1 as const })),
  ];
  return bankOf(
    rows.map(({ source, row, part }) => ({
      source,
      domain: "general",
      outcomes: Object.fromEntries(Object.entries(right).map(([model, counts]) => [model, row < counts[part] ? 1 : 0])),
    })),
  );
}

/** Models a, b and c, sorted by prior, and `agg`, which only merges. */
export interface Trio {
  readonly a: Step;
  readonly b: Step;
  readonly c: Step;
  /** The step of `agg`; by default it takes the majority. */
  readonly agg?: Step;
  /** The step of `agg` for comparing answers. */
  readonly judge?: Step;
  /** The step of `agg` for naming keywords; by default the same as for comparing. */
  readonly keywords?: Step;
}

export function poolOf({ a, b, c, agg = mergesByMajority, judge = fails(), keywords = judge }: Trio): ScriptedMember[] {
  const other: Step = (request, ...rest) => (isForKeywords(request) ? keywords : judge)(request, ...rest);
  return [member("a", a), member("b", b), member("c", c), { ...member("agg", other, agg), referencer: false }];
}

/** Returns whether a request asks for keywords. */
export function isForKeywords({ messages }: ChatRequest): boolean {
  return KEYWORDS_HEADING.test(messages[0]?.content ?? "");
}

/** Returns a system's result with a trio, and which model was asked for what. */
export async function askSystem(system: SystemName, trio: Trio, { run, ...world }: World = {}) {
  const pool = poolOf(trio);
  const asked: World = { bank: twoSources(), ...world, run: { system, aggregator: "agg", ...run } };
  return outcomeOf(await answer(pool, asked), pool);
}

function outcomeOf({ record, events }: Told, pool: readonly ScriptedMember[]) {
  const { winner, fallback } = record;
  const text = winner === null ? null : (fallback === null ? record.candidates : record.references)[winner]?.text;
  return { record, events, pool, answer: answersIn(text ?? "").at(-1) ?? null };
}
