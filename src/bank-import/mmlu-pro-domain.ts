/** The bank's domain of a subject ("category") of MMLU-Pro, which several formats name. */
export function mmluProDomain(subject: string | undefined): string {
  return domains.get(subject?.toLowerCase() ?? "") ?? "knowledge";
}

/** Computer science stays "knowledge": it is multiple choice, and a coding question is one that is answered with code. */
const domains = new Map([
  ["math", "math"],
  ["biology", "science"],
  ["chemistry", "science"],
  ["physics", "science"],
  ["health", "medicine"],
]);
