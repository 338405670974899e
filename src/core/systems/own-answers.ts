/** Returns a model this many times; it gives one answer each time. */
export function times(model: string, count: number): string[] {
  return Array.from({ length: count }, () => model);
}

/** Returns the models as they are; a single one answers K times itself, as in Self-MoA. */
export function ownAnswersOfOne(referencers: readonly string[], wanted: number): string[] {
  const [only, ...others] = referencers;
  return only !== undefined && others.length === 0 ? times(only, wanted) : [...referencers];
}
