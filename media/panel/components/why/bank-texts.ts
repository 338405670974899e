import { createContext } from "preact";
import { useContext, useEffect } from "preact/hooks";
import type { BankQuestionText } from "../../../../src/protocol/index.ts";
import { post } from "../../vscode.ts";

/** The host's information on bank questions so far, by id. */
export const BankTexts = createContext<ReadonlyMap<string, BankQuestionText>>(new Map());

/** Returns the known texts of bank questions, and asks the host for the unknown ones. */
export function useBankTexts(ids: readonly string[]): ReadonlyMap<string, BankQuestionText> {
  const known = useContext(BankTexts);
  useEffect(() => {
    const unknown = ids.filter((id) => !known.has(id));
    if (unknown.length > 0) post({ type: "look-up", ids: unknown });
    // Arriving texts are no reason to ask again.
  }, [ids.join("\n")]);
  return known;
}
