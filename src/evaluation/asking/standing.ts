import { isCurrent, type PlannedMember } from "./planned-member.ts";
import { outcomeName, type PlannedQuestion, REAL } from "./planned-question.ts";

/** What a pair of model and question still needs. */
export type Standing =
  /** It has no reply. */
  | "ask"
  /** Its kept reply is not judged, or was judged by another checker or against another solution. */
  | "check"
  /** Its verdict is not in the bank yet. */
  | "record"
  /** Its outcome belongs to another prompt or sampling, or to another checker without a kept reply. */
  | "stale"
  | "done";

/** Returns the standing of a pair, according to the bank and the log of its model. */
export function standingOf(question: PlannedQuestion, member: PlannedMember): Standing {
  const { id, check, checker, known } = question;
  const outcome = known[member.column];
  if (outcome === REAL) return "done";
  const reply = member.log.latest(id);
  if (reply === undefined) {
    if (outcome === undefined) return "ask";
    return outcome.endsWith(` ${checker}`) ? "done" : "stale";
  }
  if (!isCurrent(reply.fingerprint, question, member)) return outcome === undefined ? "ask" : "stale";
  if (reply.verdict?.check !== check) return "check";
  return outcomeName(reply.verdict.value, checker) === outcome ? "done" : "record";
}
