/**
 * Fields of knowledge with the topics of the starter bank that belong to them. Questions of a field resemble each other,
 * so that a model's outcomes on some of them say something about the rest, and there is something to route.
 */
const topicsOf = {
  algorithms: ["algorithms", "collections", "data-structures", "performance"],
  text: ["strings", "regular-expressions", "parsing"],
  design: ["classes", "functions", "errors", "types", "testing", "refactoring", "debugging", "language-semantics"],
  timing: ["async", "concurrency", "dates"],
  practice: ["git", "http", "systems", "sql", "security"],
  science: ["math", "science"],
  /** Following instructions to the letter, whatever they are about. */
  instructions: ["reply-combined", "reply-format", "reply-length", "reply-words"],
} as const;
export type Field = keyof typeof topicsOf;

const fieldByTopic = new Map<string, Field>(
  Object.entries(topicsOf).flatMap(([field, topics]) => topics.map((topic) => [topic, field as Field] as const)),
);

/** Returns the field that a topic belongs to; undefined for a topic that the starter bank does not have. */
export function fieldOf(topic: string | undefined): Field | undefined {
  return topic === undefined ? undefined : fieldByTopic.get(topic);
}
