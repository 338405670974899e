import * as v from "valibot";

/** A number of tokens; null for anything else. */
export const tokenCount = v.fallback(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), null);
