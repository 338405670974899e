import * as v from "valibot";
import { type Preset, presetNames } from "../core/parameters.ts";
import { type SystemName, systemNames } from "../core/system-names.ts";

/** How a question is answered, as far as that differs from the settings. */
export interface Manner {
  readonly preset?: Preset;
  readonly system?: SystemName;
}

/** Entries of a manner in a message. */
export const mannerEntries = {
  preset: v.exactOptional(v.picklist(presetNames)),
  system: v.exactOptional(v.picklist(systemNames)),
};

/** Ways to answer, each a preset with a system: the choices that are enough for most people. */
export const ways = {
  fast: { preset: "coding", system: "simple-router" },
  balanced: { preset: "coding", system: "smcs" },
  thorough: { preset: "paper", system: "smcs" },
} as const satisfies Record<string, { readonly preset: Preset; readonly system: SystemName }>;
export type Way = keyof typeof ways;
export const wayNames = Object.keys(ways) as [Way, ...Way[]];

/** How a question was or will be answered; a record may hold names that are unknown here. */
interface PresetAndSystem {
  readonly preset?: string;
  readonly system?: string;
}

/** Returns the way of a preset and a system; null for any other pair. Absent values are the settings' defaults. */
export function wayOf({ preset = "coding", system = "smcs" }: PresetAndSystem): Way | null {
  // A preset changes nothing about a single model's answer.
  const isSame = (way: Way): boolean =>
    ways[way].system === system && (system === "simple-router" || ways[way].preset === preset);
  return wayNames.find(isSame) ?? null;
}
