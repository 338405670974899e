import path from "node:path";

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/**
 * The format that a file's name speaks of; null when it says nothing.
 *
 * @param formats the names of the known formats
 */
export function guessFormat(file: string, formats: readonly string[]): string | null {
  const name = letters(path.basename(file));
  if (name.includes("unionquestionbank")) return "smcs-union";
  if (name.includes("capability")) return "capability-jsonl";
  // The longest first: MMLU-Pro before anything that its name might hold.
  const named = formats.toSorted((a, b) => b.length - a.length).find((format) => name.includes(letters(format)));
  return named ?? (name.includes("lcb") ? "livecodebench" : null);
}
