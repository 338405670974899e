import { plural } from "./plural.ts";
import { t } from "./translate.ts";

/** The panel's texts about stopped runs and failed servers, and the remedies. */
export const mendingStrings = {
  stoppedBeforeMerging: t("Stopped before merging."),
  stoppedBeforeComparing: t("Stopped before comparing."),
  stoppedBeforeAnswers: t("Stopped before anything was written."),
  stoppedHalfway: t("Stopped before an answer was complete."),
  stoppedPart: t("Incomplete: stopped while it was being written."),
  stoppedEmpty: t("Stopped before it wrote anything."),
  withoutAnswer: t("without an answer"),
  partOf: (model: string) => t("Part of an answer of {0}", model),
  useThis: t("Use This"),
  useThisHint: t("Uses this answer. Your next question goes on from it."),
  mergeNow: t("Merge Now"),
  mergeNowHint: t("Merges the answers that have arrived; no model answers again"),
  compareNow: t("Compare Now"),
  compareNowHint: t("Compares the answers that have arrived; no model answers again"),

  serverFailed: {
    connect: (server: string) => t("{0} cannot be reached", server),
    timeout: (server: string) => t("{0} took too long", server),
    unauthorized: (server: string) => t("{0} did not accept the API key", server),
    payment: (server: string) => t("No budget left for {0}", server),
    "not-found": (server: string) => t("{0} did not find the model or the address", server),
    rejected: (server: string) => t("{0} refused the request", server),
    "too-long": (server: string) => t("The question is too long for {0}", server),
    "rate-limited": (server: string) => t("{0} is too busy", server),
    server: (server: string) => t("{0} reported an error", server),
    stream: (server: string) => t("{0} broke off in the middle of an answer", server),
    aborted: (server: string) => t("{0} was stopped", server),
    unknown: (server: string) => t("{0} gave no usable answer", server),
  },
  concerns: (models: readonly string[]) =>
    plural(models.length, "{0} model: {1}", "{0} models: {1}", models.join(", ")),
  retryAll: t("Retry All"),
  retryAllOf: (server: string) => t("Retry All of {0}", server),
  retryAllHint: t("Asks every model again that did not answer for this reason"),
  changeAddress: t("Change Address"),
  setKey: t("Set Key"),
} as const;
