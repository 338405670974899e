/** Tasks about code that need no text from the user. */
export const codeTasks = ["explain", "fix", "tests", "document", "review", "refactor"] as const;
export type CodeTask = (typeof codeTasks)[number];
