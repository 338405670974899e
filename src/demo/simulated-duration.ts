import { profileOf } from "./profile.ts";

/**
 * How long a simulated model would have taken over a reply, where the server sent it at once.
 *
 * @param model id or bank name of a simulated model
 * @param completionTokens of all choices together, thinking included, as the usage says
 * @param choices how many were written side by side, at least 1
 * @returns milliseconds from request to last token; null for a model that is not simulated
 */
export function simulatedDurationMs(model: string, completionTokens: number, choices = 1): number | null {
  const profile = profileOf(model);
  if (profile === undefined) return null;
  return profile.firstTokenMs + (completionTokens / choices / profile.tokensPerSecond) * 1000;
}
