import { type Manner, wayOf } from "../../../src/protocol/index.ts";
import { strings } from "../strings.ts";

/** Returns the name of how questions are answered: the way's name, else the system's, else the preset's. */
export function wayLabel(manner: Manner): string {
  const way = wayOf(manner);
  if (way !== null) return strings.ways[way];
  const { preset = "coding", system = "smcs" } = manner;
  return system === "smcs" ? strings.presetNamed(preset) : strings.systems[system];
}
