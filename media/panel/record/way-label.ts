import { type Manner, wayOf } from "../../../src/protocol/index.ts";
import { strings } from "../strings.ts";

/** Returns the name of how questions are answered: that of the way, else of the system, else of the preset. */
export function wayLabel(manner: Manner): string {
  const way = wayOf(manner);
  if (way !== null) return strings.ways[way];
  const { preset = "coding", system = "smcs" } = manner;
  return system === "smcs" ? strings.presetNamed(preset) : strings.systems[system];
}
