import type { Locator } from "playwright";
import type { RunEvent } from "../../../src/core/record/index.ts";
import type { PanelPage } from "./panel-page.ts";
import { scores } from "./runs.ts";

/** Returns the place of the drafts and answers, one for each run that is drawn in full. */
export function answerOf({ page }: PanelPage): Locator {
  return page.getByRole("group", { name: "Answer", exact: true });
}

/** Returns the text of the run lines: the author of the text below, and the present stage. */
export function words({ page }: PanelPage): Locator {
  return page.locator(".run-words");
}

/** Returns the scores of the example runs, where these draws agree with the winner. */
export function judged(agreeing: readonly number[]): RunEvent {
  return { ...scores, agreeing } as RunEvent;
}

/** Returns an event in which a model continues its own answer; the first one contains the time to the first token. */
export function written(model: string, text: string, firstTokenMs?: number): RunEvent {
  return { type: "reference-delta", model, text, thinking: "", ...(firstTokenMs !== undefined && { firstTokenMs }) };
}
