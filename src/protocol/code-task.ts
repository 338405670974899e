/** What can be asked about code without writing a question. */
export const codeTasks = ["explain", "fix", "tests", "document", "review", "refactor"] as const;
export type CodeTask = (typeof codeTasks)[number];
