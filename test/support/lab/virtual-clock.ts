export { VirtualClock } from "../../../src/lab/benchmark/virtual-clock.ts";
