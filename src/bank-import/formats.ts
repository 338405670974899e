import { aimeFormat } from "./aime.ts";
import { cruxevalFormat } from "./cruxeval.ts";
import { finqaFormat } from "./finqa.ts";
import { gpqaFormat } from "./gpqa.ts";
import { humanevalFormat } from "./humaneval.ts";
import { ifevalFormat } from "./ifeval.ts";
import type { ImportFormat } from "./import-format.ts";
import { livecodebenchFormat } from "./livecodebench.ts";
import { livemathbenchFormat } from "./livemathbench.ts";
import { mathFormat } from "./math.ts";
import { mbppFormat } from "./mbpp.ts";
import { medmcqaFormat } from "./medmcqa.ts";
import { mmluProFormat } from "./mmlu-pro.ts";
import { pairsFormat } from "./pairs.ts";
import { capabilityJsonlFormat, smcsJsonlFormat } from "./smcs-jsonl.ts";
import { smcsUnionFormat } from "./smcs-union.ts";

/** Every format that the bank can read; a new one is one file and one line here. */
export const importFormats: readonly ImportFormat[] = [
  smcsJsonlFormat,
  pairsFormat,
  smcsUnionFormat,
  capabilityJsonlFormat,
  humanevalFormat,
  mbppFormat,
  livecodebenchFormat,
  cruxevalFormat,
  mathFormat,
  aimeFormat,
  gpqaFormat,
  mmluProFormat,
  medmcqaFormat,
  ifevalFormat,
  finqaFormat,
  livemathbenchFormat,
];

/** The format of that name. */
export function findFormat(name: string): ImportFormat | undefined {
  return importFormats.find((format) => format.name === name);
}
