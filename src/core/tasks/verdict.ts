/** The result of judging a reply. `failed` means that the check could not be done, and says nothing about the model. */
export type Verdict =
  | {
      readonly kind: "judged";
      /** 1 right, 0 wrong; a graded check may give a fraction. */
      readonly value: number;
      /** Says what was found, for people. */
      readonly detail: string;
    }
  | {
      readonly kind: "failed";
      /** Says why the check could not be done, for people. */
      readonly detail: string;
      /**
       * Whether the cause is the task or the reply, so that a repetition fails too; otherwise this machine had trouble.
       */
      readonly isLasting?: boolean;
    };

/** Returns the verdict that a reply is right or wrong. */
export function judged(right: boolean, detail: string): Verdict {
  return { kind: "judged", value: right ? 1 : 0, detail };
}
