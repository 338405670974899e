import type { BankQuestion } from "../question-bank/index.ts";
import type { BankEntry } from "../packed-bank/index.ts";

/** What is known of a model on a question. */
export type Outcome = BankQuestion["capability"][string];

/** How a bank grows by one run, or shrinks again when that is undone. */
export type GrowthChange =
  /** A question that the bank does not have yet. */
  | { readonly kind: "add"; readonly entry: BankEntry }
  /** Outcomes of a question that it has; null forgets what was known. */
  | { readonly kind: "outcomes"; readonly id: string; readonly capability: Readonly<Record<string, Outcome | null>> }
  /** Takes a question out again. */
  | { readonly kind: "remove"; readonly id: string };
