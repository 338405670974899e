import * as v from "valibot";
import { weightedMean } from "../weighted-mean.ts";

/** How the states of a window's tokens become one vector. */
type Pooling = "mean" | "first" | "last";

const flag = v.optional(v.boolean(), false);

/** The relevant part of sentence-transformers' 1_Pooling/config.json. */
const poolingSchema = v.object({ pooling_mode_cls_token: flag, pooling_mode_lasttoken: flag });

/**
 * Returns how a model's tokens are pooled.
 *
 * @param file the content of its 1_Pooling/config.json; null when there is none
 */
export function poolingOf(file: string | null): Pooling {
  if (file === null) return "mean";
  const config = v.parse(poolingSchema, JSON.parse(file));
  if (config.pooling_mode_cls_token) return "first";
  return config.pooling_mode_lasttoken ? "last" : "mean";
}

/** Returns one vector of length `dimension` from the consecutive states of a window's tokens; not normalised. */
export function pooled(states: Float32Array, dimension: number, pooling: Pooling): Float32Array<ArrayBuffer> {
  if (pooling === "first") return states.slice(0, dimension);
  if (pooling === "last") return states.slice(states.length - dimension);
  return weightedMean(
    Array.from({ length: states.length / dimension }, (_, token) => ({
      vector: states.subarray(token * dimension, (token + 1) * dimension),
      weight: 1,
    })),
  );
}
