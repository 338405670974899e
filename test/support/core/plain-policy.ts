import type { RunPolicy } from "../../../src/core/run-policy.ts";

/** A policy that depends on neither time nor money: the method alone. */
export const plainPolicy: RunPolicy = { hedge: "off", earlyStop: false, budgetUsd: null, deadlineMs: null };
