import { realTime, Traffic } from "../../src/queue/index.ts";
import type { ChatFailureKind } from "../../src/core/errors.ts";
import { failureLines } from "../../src/core/conversation/index.ts";
import type { ReferenceRecord } from "../../src/core/record/index.ts";
import { presets } from "../../src/core/parameters.ts";
import type { Fault } from "./fault.ts";
import { endpointOf, faultyEndpoints } from "./faulty-endpoints.ts";
import { type Ended, HANGS_AFTER_MS, runOverServers } from "./run-over-servers.ts";

/** A run whose second model was under a fault. */
export interface UnderFault extends Omit<Ended, "failures"> {
  readonly reference: ReferenceRecord;
  /** The kinds of the second model's failed calls, each once. */
  readonly kinds: readonly ChatFailureKind[];
  /** Number of failed calls of the other models. */
  readonly othersFailed: number;
  /** Every sentence that the user gets, each once. */
  readonly told: readonly string[];
  readonly retries: number;
  readonly requests: number;
}

/** Asks three models, the first and the third on a good server. Pauses before retries are short. */
export async function underOneFault(fault: Fault, goodUrl: string): Promise<UnderFault> {
  const faulty = await faultyEndpoints(new Map([["second", fault]]));
  try {
    const { failures, ...ended } = await runOverServers({
      endpoints: [endpointOf("good", goodUrl, ["first", "third"]), ...faulty.endpoints],
      models: ["first", "second", "third"],
      parameters: { ...presets.coding, referencers: 3, ...(fault.merges === true ? { dropCount: 0 } : {}) },
      aggregator: fault.merges === true ? "second" : "first",
      traffic: new Traffic(realTime, () => 0.02),
      signal: AbortSignal.timeout(HANGS_AFTER_MS),
      onEvent: faulty.onEvent,
    });
    const { record, events, problems } = ended;
    const reference = record.references.find(({ model }) => model === "second");
    if (reference === undefined) throw new Error("The second model was not asked.");
    const pauses = events
      .filter((event) => event.type === "reference-pause" || event.type === "candidate-pause")
      .map(({ reason }) => reason);
    const lines = failureLines(record).map((line) => line.trim());
    return {
      ...ended,
      reference,
      kinds: [...new Set(failures.get("second"))],
      othersFailed: [...failures].filter(([model]) => model !== "second").flatMap(([, kinds]) => kinds).length,
      told: [...new Set([...problems, ...lines, ...record.warnings, ...pauses])],
      retries: pauses.filter((reason) => reason.includes("Trying again")).length,
      requests: faulty.requests(),
    };
  } finally {
    await faulty.close();
  }
}
