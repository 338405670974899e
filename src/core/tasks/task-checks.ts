import type { Task } from "../question-bank/index.ts";
import { choiceCheck } from "./choice.ts";
import { codeTestsCheck } from "./code-tests.ts";
import { instructionsCheck } from "./instructions/instructions.ts";
import { mathCheck } from "./math.ts";
import { openCheck } from "./open.ts";
import type { TaskCheck, TaskKind } from "./task-check.ts";
import { textCheck } from "./text.ts";

/** Every kind of task, with its check. CONTRIBUTING.md lists the steps to add one. */
const taskChecks: { readonly [Kind in TaskKind]: TaskCheck<Kind> } = {
  choice: choiceCheck,
  math: mathCheck,
  text: textCheck,
  instructions: instructionsCheck,
  "code-tests": codeTestsCheck,
  open: openCheck,
};

export const taskKinds = Object.keys(taskChecks) as TaskKind[];

/** Returns the check of a task. */
export function checkOf({ kind }: Pick<Task, "kind">): TaskCheck<never> {
  return taskChecks[kind];
}

/** Returns the version of every checker, as verdicts and outcomes name it, in a fixed order. */
export function checkerVersions(): string[] {
  return Object.entries(taskChecks).map(([kind, { version }]) => `${kind}-${version}`);
}

/**
 * Returns the version of a task's checker, for example "math-1". The result of a check depends on it, on the task and
 * on the reply.
 */
export function checkerVersion(task: Task): string {
  return `${task.kind}-${checkOf(task).version}`;
}
