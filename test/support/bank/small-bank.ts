import { createBank } from "../../../src/bank/store/index.ts";
import { builtInEmbedder } from "../../../src/embedding/built-in/index.ts";
import { starterQuestions } from "../starter-bank/starter-questions.ts";

/** Languages of the tasks of code in a small bank. */
type Language = "python" | "javascript";

/**
 * Creates a bank of 20 questions of the starter bank. A window evaluates them within seconds: all have an option as
 * their answer, but for one task of code in each of the given languages.
 */
export async function createSmallBank(folder: string, languages: readonly Language[] = []): Promise<void> {
  const questions = starterQuestions.filter(({ split }) => split === "bank");
  const tasks = languages.flatMap((language) =>
    questions.filter(({ task }) => task.kind === "code-tests" && task.language === language).slice(0, 1),
  );
  const choices = questions.filter(({ task }) => task.kind === "choice").slice(0, 20 - tasks.length);
  const all = [...choices, ...tasks];
  const embedder = builtInEmbedder();
  const vectors = await embedder.embed(
    all.map(({ question }) => question),
    "document",
  );
  const entries = all.map((question, at) => ({ question, vector: [...(vectors[at]?.vector ?? [])] }));
  await createBank(folder, { space: embedder.space, entries });
}
