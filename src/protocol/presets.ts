// The presets that a question can be asked with, for both sides.
export { type Preset, presetNames, presets } from "../core/parameters.ts";
