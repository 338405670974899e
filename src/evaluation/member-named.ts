import type { ServedMember } from "../chat/pool.ts";
import { findBankName } from "../core/question-bank/model-name.ts";

/** The member that somebody means: by reference, or by bank name as loosely as the bank matches names. */
export function memberNamed(wanted: string, members: readonly ServedMember[]): ServedMember | undefined {
  const name = findBankName(
    wanted,
    members.map((member) => member.name),
  );
  return members.find(({ reference }) => reference === wanted) ?? members.find((member) => member.name === name);
}
