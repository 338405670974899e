import { connectionFaults } from "./connection-faults.ts";
import type { Fault } from "./fault.ts";
import { refusalFaults } from "./refusal-faults.ts";
import { replyFaults } from "./reply-faults.ts";
import { streamFaults } from "./stream-faults.ts";

/** All faults of model servers, from the connection to the reply. */
export const faults: readonly Fault[] = [...connectionFaults, ...refusalFaults, ...streamFaults, ...replyFaults];
