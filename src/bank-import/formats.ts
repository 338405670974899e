import path from "node:path";
import { aimeFormat } from "./aime.ts";
import { cruxevalFormat } from "./cruxeval.ts";
import { finqaFormat } from "./finqa.ts";
import { gpqaFormat } from "./gpqa.ts";
import { humanevalFormat } from "./humaneval.ts";
import { ifevalFormat } from "./ifeval.ts";
import type { ImportFormat } from "../import-rows/index.ts";
import { livecodebenchFormat } from "./livecodebench.ts";
import { livemathbenchFormat } from "./livemathbench.ts";
import { mathFormat } from "./math.ts";
import { mbppFormat } from "./mbpp.ts";
import { medmcqaFormat } from "./medmcqa.ts";
import { mmluProFormat } from "./mmlu-pro.ts";
import { pairsFormat } from "./pairs.ts";
import { capabilityJsonlFormat, smcsJsonlFormat } from "./smcs-jsonl.ts";
import { smcsUnionFormat } from "./smcs-union.ts";

/** Every format that the bank can read. A new format is one file and one line here; CONTRIBUTING.md lists the steps. */
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

/** Returns the format of that name. */
export function findFormat(name: string): ImportFormat | undefined {
  return importFormats.find((format) => format.name === name);
}

/** Returns the format that a file's name mentions, by the longest name if it mentions several; null for none. */
export function formatInName(file: string): ImportFormat | null {
  const fileName = plain(path.basename(file));
  const found = importFormats.flatMap((format) =>
    [plain(format.name), ...(format.fileNames ?? [])]
      .filter((name) => fileName.includes(name))
      .map(({ length }) => ({ format, length })),
  );
  return found.toSorted((a, b) => b.length - a.length)[0]?.format ?? null;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
