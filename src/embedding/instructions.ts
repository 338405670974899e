import { createHash } from "node:crypto";
import type { EmbeddingPurpose } from "../core/ports.ts";

/** What some models want to be told about the texts that they embed; empty for nothing. */
export interface Instructions {
  /** For the asked question. */
  readonly query: string;
  /** For bank questions and replies. */
  readonly document: string;
}

export const noInstructions: Instructions = { query: "", document: "" };

/** Where an instruction has the text; without it the text follows the instruction. */
const PLACE = "{text}";

/** A text with the instruction for its purpose. */
export function instructed(text: string, purpose: EmbeddingPurpose, instructions: Instructions): string {
  const instruction = instructions[purpose];
  return instruction.includes(PLACE) ? instruction.split(PLACE).join(text) : `${instruction}${text}`;
}

/**
 * What an embedding space is called beyond its model: stored vectors depend on the instruction for documents, and on no
 * other.
 */
export function spaceSuffix({ document }: Instructions): string {
  if (document === "") return "";
  return `/d-${createHash("sha256").update(document).digest("hex").slice(0, 8)}`;
}
