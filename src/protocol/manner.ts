import * as v from "valibot";
import { type Preset, presetNames } from "../core/parameters.ts";
import { type SystemName, systemNames } from "../core/system-names.ts";

export { type Preset, presetNames, presets } from "../core/parameters.ts";
export { knownSystems, type SystemName, systemNames, type SystemTraits } from "../core/system-names.ts";

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
