import { randomStream } from "../../src/core/random.ts";

/** Latencies in milliseconds: log-normal, as measured fan-outs are. */
const REFERENCE = { median: 8000, sigma: 0.6 };
const AGGREGATION = { median: 4000, sigma: 0.4 };
/** Correlation of two answers of one endpoint. */
const CORRELATION = 0.5;
/** Number of endpoints for seven referencers, each served by two of them; the aggregator has an endpoint of its own. */
const ENDPOINTS = 3;

/** The times of one simulated run, the same for every order of doing it. */
export interface Latencies {
  /** The first request, and a second one to another endpoint or to the same one. */
  reference(index: number, request: "first" | "elsewhere" | "again"): number;
  /** @param draw the first of the request's draws */
  aggregation(draw: number, choice: number): number;
}

/** Returns the latencies of one run. */
export function latenciesOf(run: number): Latencies {
  const endpoint = (name: number | string): number => normal(`${run}/endpoint/${name}`);
  return {
    reference: (index, request) =>
      logNormal(
        REFERENCE,
        endpoint((request === "elsewhere" ? index + 1 : index) % ENDPOINTS),
        normal(`${run}/reference/${index}/${request}`),
      ),
    aggregation: (draw, choice) =>
      logNormal(AGGREGATION, endpoint("agg"), normal(`${run}/aggregation/${draw}/${choice}`)),
  };
}

function logNormal({ median, sigma }: { median: number; sigma: number }, shared: number, own: number): number {
  return median * Math.exp(sigma * (Math.sqrt(CORRELATION) * shared + Math.sqrt(1 - CORRELATION) * own));
}

/** Returns a standard normal number (Box and Muller). */
function normal(name: string): number {
  const random = randomStream(1, name);
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
