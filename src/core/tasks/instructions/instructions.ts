import type { ReadingCheck } from "../task-check.ts";
import { TaskError } from "../task-check.ts";
import { judged } from "../verdict.ts";
import { argumentsOf } from "./arguments.ts";
import { changeCase } from "./change-case.ts";
import { combination } from "./combination.ts";
import { detectableContent } from "./detectable-content.ts";
import { detectableFormat } from "./detectable-format.ts";
import type { Instructions } from "./instruction.ts";
import { keywords } from "./keywords.ts";
import { language } from "./language.ts";
import { lengthConstraints } from "./length-constraints.ts";
import { punctuation } from "./punctuation.ts";
import { startEnd } from "./start-end.ts";

const all: Instructions = {
  ...keywords,
  ...language,
  ...lengthConstraints,
  ...detectableContent,
  ...detectableFormat,
  ...combination,
  ...changeCase,
  ...startEnd,
  ...punctuation,
};

/** The names of the instructions that can be checked: IFEval's 25. */
export const instructionIds: readonly string[] = Object.keys(all);

/** Instructions a program can verify: the reply follows every one of them (IFEval's strict accuracy of a prompt). */
export const instructionsCheck: ReadingCheck<"instructions"> = {
  version: 1,
  judge({ ids, kwargs }, reply, { languageOf }) {
    if (ids.length === 0 || ids.length !== kwargs.length) {
      throw new TaskError(`The task has ${ids.length} instructions and arguments for ${kwargs.length}.`);
    }
    const broken = ids.filter((id, index) => {
      const instruction = Object.hasOwn(all, id) ? all[id] : undefined;
      if (instruction === undefined) throw new TaskError(`The instruction ${id} cannot be checked.`);
      const follows = instruction(reply, argumentsOf(id, kwargs[index] ?? {}), languageOf);
      return reply.trim() === "" || !follows;
    });
    if (broken.length === 0) return judged(true, `The reply follows all ${ids.length} instructions.`);
    return judged(false, `The reply breaks ${broken.join(", ")}.`);
  },
};
