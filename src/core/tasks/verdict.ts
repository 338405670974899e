/** How a reply was judged. A check that could not be done is `failed`: it says nothing about the model. */
export type Verdict =
  | {
      readonly kind: "judged";
      /** 1 right, 0 wrong; a graded check may give a fraction. */
      readonly value: number;
      /** What was found, for people. */
      readonly detail: string;
    }
  | { readonly kind: "failed"; readonly reason: string };

/** The verdict that a reply is right or wrong. */
export function judged(right: boolean, detail: string): Verdict {
  return { kind: "judged", value: right ? 1 : 0, detail };
}
