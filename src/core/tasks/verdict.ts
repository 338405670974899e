/** How a reply was judged. A check that could not be done is `failed`: it says nothing about the model. */
export type Verdict =
  | {
      readonly kind: "judged";
      /** 1 right, 0 wrong; a graded check may give a fraction. */
      readonly value: number;
      /** What was found, for people. */
      readonly detail: string;
    }
  | {
      readonly kind: "failed";
      /** Why the check could not be done, for people. */
      readonly detail: string;
      /** Whether it lies in the task or the reply, so that another time brings the same; else this machine had trouble. */
      readonly isLasting?: boolean;
    };

/** The verdict that a reply is right or wrong. */
export function judged(right: boolean, detail: string): Verdict {
  return { kind: "judged", value: right ? 1 : 0, detail };
}
