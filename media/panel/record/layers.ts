import type { ReferenceRecord, RunRecord } from "../../../src/core/record/index.ts";

/** A reference and its index among the run's references. */
interface PlacedReference {
  readonly reference: ReferenceRecord;
  readonly index: number;
}

/** Returns the references layer by layer, as MoA lists them; in a single layer for other systems. */
export function layersOf({ system, parameters, references }: RunRecord): PlacedReference[][] {
  const placed = references.map((reference, index) => ({ reference, index }));
  const layers = system === "mixture-of-agents" ? parameters.layers : 1;
  const size = Math.ceil(placed.length / layers);
  return Array.from({ length: layers }, (_, layer) => placed.slice(layer * size, (layer + 1) * size)).filter(
    (layer) => layer.length > 0,
  );
}
