import { createContext } from "preact";
import { useContext, useEffect } from "preact/hooks";
import type { BankQuestionText } from "../../../../src/protocol/index.ts";
import { post } from "../../vscode.ts";

/** What the host has said of bank questions so far, by id. */
export const BankTexts = createContext<ReadonlyMap<string, BankQuestionText>>(new Map());

/** What is known of bank questions; asks the host for those that are not known yet. */
export function useBankTexts(ids: readonly string[]): ReadonlyMap<string, BankQuestionText> {
  const known = useContext(BankTexts);
  useEffect(() => {
    const unknown = ids.filter((id) => !known.has(id));
    if (unknown.length > 0) post({ type: "look-up", ids: unknown });
    // Answers that arrive are no reason to ask again.
  }, [ids.join("\n")]);
  return known;
}
