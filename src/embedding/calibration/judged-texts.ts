/** Texts that a person has judged. */
export interface JudgedTexts {
  /** These mean the same, each pair of them. */
  readonly same: readonly string[];
  /** Each of these looks like those above and means something else. */
  readonly different: readonly string[];
}

/** Pairs of texts, and whether the two mean the same. */
export function judgedPairs(judged: readonly JudgedTexts[]): {
  readonly same: readonly (readonly [string, string])[];
  readonly different: readonly (readonly [string, string])[];
} {
  return {
    same: judged.flatMap(({ same }) =>
      same.flatMap((one, i) => same.slice(0, i).map((other) => [other, one] as const)),
    ),
    different: judged.flatMap(({ same, different }) =>
      same.flatMap((one) => different.map((other) => [one, other] as const)),
    ),
  };
}
