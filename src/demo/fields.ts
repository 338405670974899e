/**
 * Fields of knowledge with the starter bank's topics. Questions of a field resemble each other, so that a model's
 * outcomes on some of them predict its outcomes on the rest, and routing is possible.
 */
const topicsOf = {
  algorithms: ["algorithms", "collections", "data-structures", "performance"],
  text: ["strings", "regular-expressions", "parsing"],
  design: ["classes", "functions", "errors", "types", "testing", "refactoring", "debugging", "language-semantics"],
  timing: ["async", "concurrency", "dates"],
  practice: ["git", "http", "systems", "sql", "security"],
  science: ["math", "science"],
  /** Following instructions to the letter, on any subject. */
  instructions: ["reply-combined", "reply-format", "reply-length", "reply-words"],
} as const;
export type Field = keyof typeof topicsOf;

const fieldByTopic = new Map<string, Field>(
  Object.entries(topicsOf).flatMap(([field, topics]) => topics.map((topic) => [topic, field as Field] as const)),
);

/** Returns the field of a topic; undefined for a topic that the starter bank does not have. */
export function fieldOf(topic: string | undefined): Field | undefined {
  return topic === undefined ? undefined : fieldByTopic.get(topic);
}
