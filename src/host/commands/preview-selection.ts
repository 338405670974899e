import type { CommandContext } from "../command-context.ts";

/**
 * Shows in the panel which models would answer, why, and what that would cost. Calls no model.
 *
 * @param given the question, from a keybinding or another extension; else what stands in the panel's question box
 */
export async function previewSelection({ controller }: CommandContext, given: unknown): Promise<void> {
  await controller.preview(typeof given === "string" && given.trim() !== "" ? given.trim() : undefined);
}
