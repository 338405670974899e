import { createHash } from "node:crypto";
import type { EmbeddingPurpose } from "../core/ports.ts";

/** Instructions that some models need with the texts that they embed; empty for none. */
export interface Instructions {
  /** For the user's question. */
  readonly query: string;
  /** For bank questions and replies. */
  readonly document: string;
}

export const noInstructions: Instructions = { query: "", document: "" };

/** Placeholder for the text in an instruction; without it the text follows the instruction. */
const PLACE = "{text}";

/** Returns a text with the instruction for its purpose. */
export function instructed(text: string, purpose: EmbeddingPurpose, instructions: Instructions): string {
  const instruction = instructions[purpose];
  return instruction.includes(PLACE) ? instruction.split(PLACE).join(text) : `${instruction}${text}`;
}

/**
 * Returns the suffix of an embedding space's name after the model: stored vectors depend only on the instruction for
 * documents.
 */
export function spaceSuffix({ document }: Instructions): string {
  if (document === "") return "";
  return `/d-${createHash("sha256").update(document).digest("hex").slice(0, 8)}`;
}
