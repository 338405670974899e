import type { Locator } from "playwright";
import type { RunEvent } from "../../../src/protocol/index.ts";
import type { PanelPage } from "./panel-page.ts";
import { scores } from "./runs.ts";

/** The place of the drafts and answers, one a run that is drawn in full. */
export function answerOf({ page }: PanelPage): Locator {
  return page.getByRole("group", { name: "Answer", exact: true });
}

/** What the run lines say: whose words stand below, and what is being done. */
export function words({ page }: PanelPage): Locator {
  return page.locator(".run-words");
}

/** The scores of the example runs, where these draws were found to say what the winner says. */
export function judged(agreeing: readonly number[]): RunEvent {
  return { ...scores, agreeing } as RunEvent;
}

/** A model writes some more of its own answer; its first piece says how long that took. */
export function written(model: string, text: string, firstTokenMs?: number): RunEvent {
  return { type: "reference-delta", model, text, thinking: "", ...(firstTokenMs !== undefined && { firstTokenMs }) };
}
