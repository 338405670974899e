/**
 * The value of a reply of which nobody can tell whether it agrees. It is recorded, since only agreement would be known of
 * open questions otherwise: a model that agrees on 10 of 40 would be right on all 10 that are known of it. A half, since
 * about half of the replies that are unlike a right one are right themselves: 84%, 69% and nearly none on three sets of
 * real replies, by the shares in similarity-thresholds.ts.
 */
export const UNDECIDED = 0.5;

/**
 * Returns what a learned outcome says of a model.
 *
 * @param value in [0, 1]
 * @param wasChecked whether the bank's check gave the value: a check that passes half of the replies has decided
 */
export function learnedOutcome(value: number, wasChecked: boolean): "right" | "wrong" | "undecided" {
  if (value < UNDECIDED) return "wrong";
  return value === UNDECIDED && !wasChecked ? "undecided" : "right";
}
