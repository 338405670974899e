export { VirtualClock } from "../../../src/benchmark/virtual-clock.ts";
