/** Questions about code that need no words of the user. */
export const codeTasks = ["explain", "fix", "tests", "document", "review", "refactor"] as const;
export type CodeTask = (typeof codeTasks)[number];
