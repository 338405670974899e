import type { TunedModel, TuningBank } from "../../core/tuned/index.ts";
import type { KeptModel } from "./kept-model.ts";

/** Start data of the worker. */
export interface Setup {
  /** The bank, with its own copy of the vectors. */
  readonly bank: TuningBank;
  readonly fingerprint: string;
  /** What was learned before, which is updated if the bank has only grown a little since. */
  readonly last: TunedModel | null;
  /** The file of the kept model; null to keep none. */
  readonly file: string | null;
}

/** The only message of the worker: what it learned; the model is null when the bank has too few outcomes. */
export type Lesson = Omit<KeptModel, "model"> & { readonly model: KeptModel["model"] | null };
