import { l10n } from "vscode";
import type { BankStats, MergingModels, SurveyedBank } from "../../bank/models/index.ts";
import type { AggregatorChoice } from "../../core/aggregators/index.ts";
import type { ModelSpeed, ModelSpeeds } from "../../core/model-speed.ts";
import type { ModelMatch } from "../../core/model-names/index.ts";
import { plainLine } from "../../core/plain-line.ts";
import type { TeamState } from "../../team-bank/index.ts";
import { plural } from "../plural.ts";

/** What the tree view shows of the question bank. */
export interface BankOverview extends SurveyedBank {
  /** Sentences about what damage has destroyed. */
  readonly losses: readonly string[];
  /** How the copy of the team bank stands; null for a bank of one's own. */
  readonly team: TeamState | null;
  /** The embedder that finds similar questions, and the reason why it is not the wanted one. */
  readonly embedder: { readonly name: string; readonly why: string | null };
}

/** One line of the tree view. */
export interface BankNode {
  /** Stays the same while the bank changes, so that expanded lines stay expanded. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Name of a codicon. */
  readonly icon: string;
  readonly tooltip: string;
  readonly children: readonly BankNode[];
}

/** Maximum length of a label or a tooltip, in characters; our own sentences are shorter. */
const LONGEST_TEXT = 1000;

/** Returns the tree of the question bank: damage first, then its contents, then the user's models. */
export function bankNodes({ stats, matches, speeds, merging, losses, embedder, team }: BankOverview): BankNode[] {
  const { sources, domains, models, questions } = stats;
  return [
    ...losses.map((loss, index) => leaf(`loss-${index}`, loss, "", { icon: "warning" })),
    ...(team === null ? [] : [teamLeaf(team)]),
    leaf("embedder", l10n.t("Similarity"), embedder.name, {
      icon: "symbol-ruler",
      tooltip: embedder.why ?? l10n.t("Embedded in {0}", stats.space),
    }),
    group("sources", l10n.t("Sources"), "library", countLeaves("source", sources, questions)),
    group("domains", l10n.t("Domains"), "tag", countLeaves("domain", domains, questions)),
    group("models", l10n.t("Evaluated models"), "pulse", modelLeaves(models, speeds, questions)),
    group("matches", l10n.t("Your models"), "server", matchLeaves(matches, models, questions)),
    group("merging", l10n.t("Merges answers"), "git-merge", merging === null ? [] : mergingLeaves(merging)),
  ].filter(({ id, children }) => children.length > 0 || ["embedder", "team"].includes(id) || id.startsWith("loss"));
}

/** Returns how the copy on this machine stands to the team's bank. */
function teamLeaf(state: TeamState): BankNode {
  const label = l10n.t("Team bank");
  switch (state.kind) {
    case "connecting":
      return leaf("team", label, l10n.t("connecting ..."), { icon: "sync" });
    case "equal": {
      const { revision, unreadable } = state.last;
      const tooltip = l10n.t("This machine has everything that the team has, and the other way round.");
      const passedOver = plural(
        unreadable.length,
        "{0} question of the team cannot be read by this version and was passed over.",
        "{0} questions of the team cannot be read by this version and were passed over.",
      );
      return leaf("team", label, l10n.t("revision {0}", revision), {
        icon: "organization",
        tooltip: unreadable.length === 0 ? tooltip : passedOver,
      });
    }
    case "read-only":
      return leaf(
        "team",
        label,
        plural(state.last.waitingCount, "{0} changed question stays here", "{0} changed questions stay here"),
        {
          icon: "lock",
          tooltip: state.last.waiting ?? label,
        },
      );
    case "away": {
      const { problem: tooltip, since, isLasting } = state;
      if (isLasting) return leaf("team", label, l10n.t("cannot be used"), { icon: "warning", tooltip });
      const time = new Date(since).toLocaleTimeString(undefined, { timeStyle: "short" });
      return leaf("team", label, l10n.t("away since {0}", time), { icon: "debug-disconnect", tooltip });
    }
  }
}

/** Returns the models that merge answers, each with the reason as tooltip. */
function mergingLeaves({ coding, other }: MergingModels): BankNode[] {
  const leafOf = (kind: string, label: string, choice: AggregatorChoice): BankNode =>
    leaf(`merging-${kind}`, label, choice.model, { tooltip: mergingReason(choice) });
  return [leafOf("coding", l10n.t("Questions about code"), coding), leafOf("other", l10n.t("Other questions"), other)];
}

function mergingReason({ model, reason, accuracy, interval }: AggregatorChoice): string {
  if (accuracy === null || interval === null) return `${model}: ${reason}`;
  const [low, high] = interval;
  const share = l10n.t(
    "Its share of right answers there is {0} (95% interval {1} to {2}).",
    percent(accuracy),
    percent(low),
    percent(high),
  );
  return `${model}: ${reason} ${share}`;
}

function countLeaves(kind: string, counts: Readonly<Record<string, number>>, questions: number): BankNode[] {
  return Object.entries(counts)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([name, count]) =>
      leaf(`${kind}-${name}`, name, plural(count, "{0} question", "{0} questions"), {
        tooltip: percent(count / questions),
      }),
    );
}

function modelLeaves(models: BankStats["models"], speeds: ModelSpeeds, questions: number): BankNode[] {
  return Object.entries(models).map(([name, { evaluated, accuracy }]) =>
    leaf(`model-${name}`, name, l10n.t("{0} of {1}", percent(accuracy), evaluated.toLocaleString("en")), {
      icon: "hubot",
      tooltip: [
        plural(
          evaluated,
          "{1} was right on {2} of the {0} question that it was evaluated on, {3} of the bank.",
          "{1} was right on {2} of the {0} questions that it was evaluated on, {3} of the bank.",
          name,
          percent(accuracy),
          percent(evaluated / questions),
        ),
        ...speedSentences(speeds.get(name)),
      ].join(" "),
    }),
  );
}

function speedSentences(speed: ModelSpeed | undefined): string[] {
  if (speed === undefined) return [];
  const { replies, firstTokenMs, durationMs, tokensPerSecond } = speed;
  const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);
  return [
    plural(
      replies,
      "Its last answer took {1} s, without the time in a queue.",
      "Half of its last {0} answers took at most {1} s, without the time in a queue.",
      seconds(durationMs),
    ),
    ...(firstTokenMs === null ? [] : [l10n.t("To the first token: {0} s.", seconds(firstTokenMs))]),
    ...(tokensPerSecond === null ? [] : [l10n.t("Then {0} tokens per second.", Math.round(tokensPerSecond))]),
  ];
}

function matchLeaves(matches: readonly ModelMatch[], models: BankStats["models"], questions: number): BankNode[] {
  return matches.map(({ reference, bankName, by, known: isKnown, suggestions }) => {
    const known = isKnown ? models[bankName] : undefined;
    if (known !== undefined) {
      const tooltip = l10n.t(
        "{0} is {1} in the bank ({2}), evaluated on {3} of {4} questions.",
        reference,
        bankName,
        matchedBy[by],
        known.evaluated.toLocaleString("en"),
        questions.toLocaleString("en"),
      );
      const description = l10n.t("is {0}, {1}", bankName, percent(known.accuracy));
      return leaf(`match-${reference}`, reference, description, { icon: "pass", tooltip });
    }
    const tooltip = [
      l10n.t("The question bank has no outcomes of {0} (looked up as {1}).", reference, bankName),
      ...(suggestions.length === 0 ? [] : [l10n.t("Similar names: {0}.", suggestions.join(", "))]),
      l10n.t("Set capabilityOf in its endpoint if the bank knows it under another name."),
    ].join(" ");
    return leaf(`match-${reference}`, reference, l10n.t("not in the bank"), { icon: "question", tooltip });
  });
}

const matchedBy: Readonly<Record<ModelMatch["by"], string>> = {
  override: l10n.t("capabilityOf says so"),
  name: l10n.t("its name says so"),
  id: l10n.t("its id says so"),
  none: l10n.t("nothing says otherwise"),
};

function group(id: string, label: string, icon: string, children: readonly BankNode[]): BankNode {
  return { id, label, description: String(children.length), icon, tooltip: label, children };
}

/**
 * Returns a line without children. Its texts are cut and cleaned: a bank may hold long texts and invisible characters.
 */
function leaf(
  id: string,
  label: string,
  description: string,
  { icon = "", tooltip = label }: Partial<Pick<BankNode, "icon" | "tooltip">>,
): BankNode {
  const shown = (text: string): string => plainLine(text, LONGEST_TEXT);
  return { id, label: shown(label), description: shown(description), icon, tooltip: shown(tooltip), children: [] };
}

const percent = (share: number): string => `${(share * 100).toFixed(0)}%`;
