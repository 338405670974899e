/**
 * The value of a reply that neither agrees nor surely differs. It is recorded because open questions would otherwise
 * have only outcomes that agree: a model that agrees on 10 of 40 would be right on all 10 known ones. It is a half
 * because about half of the replies that are unlike a right one are right themselves: 84%, 69% and nearly none on three
 * sets of real replies, by the shares in similarity-thresholds.ts.
 */
export const UNDECIDED = 0.5;

/**
 * Returns the meaning of a learned outcome's value.
 *
 * @param value in [0, 1]
 * @param wasChecked whether the value comes from the bank's check: a check that passes half of the replies has decided
 */
export function learnedOutcome(value: number, wasChecked: boolean): "right" | "wrong" | "undecided" {
  if (value < UNDECIDED) return "wrong";
  return value === UNDECIDED && !wasChecked ? "undecided" : "right";
}
