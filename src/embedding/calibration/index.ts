/** The similarity from which two texts count as alike in a space: measured once on judged texts, and kept. */
export { calibrateOnce, keptCalibrations } from "./kept-calibrations.ts";
