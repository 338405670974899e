import type { RandomSource } from "../core/ports.ts";

/**
 * Returns one element, each with the same probability.
 *
 * @param choices at least one
 */
export function pick<T>(choices: readonly T[], random: RandomSource): T {
  return choices[Math.floor(random() * choices.length)] as T;
}

/** The values for the slots of a sentence template. */
type Slots = Readonly<Record<string, string>>;

/**
 * Fills the `{slots}` of a template and capitalises the first letter, whatever the first slot holds.
 *
 * All slots are filled in one pass, so braces in a filled-in text stay as they are.
 */
export function fill(template: string, slots: Slots): string {
  const filled = template.replace(/\{(\w+)\}/g, (slot, name: string) => slots[name] ?? slot);
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}
