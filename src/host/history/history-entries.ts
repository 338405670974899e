import { l10n } from "vscode";
import type { ChatHit, ChatSummary } from "../../chats/index.ts";
import { withoutIcons } from "../messages.ts";
import { plural } from "../plural.ts";

/** A line of the list of chats. */
export interface HistoryEntry {
  readonly chat: ChatSummary;
  /** The place of a search's hit; null for the whole chat. */
  readonly runId: string | null;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** A group of chats by the time of their last question. */
interface HistoryGroup {
  readonly name: string;
  readonly entries: readonly HistoryEntry[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Returns the chats grouped by age, in their order, without empty groups. */
export function historyGroups(chats: readonly ChatSummary[], now: Date, current?: string): HistoryGroup[] {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const older = l10n.t("Older");
  const bounds = [
    [l10n.t("Today"), today],
    [l10n.t("Yesterday"), today - DAY],
    [l10n.t("Last 7 Days"), today - 7 * DAY],
    [l10n.t("Last 30 Days"), today - 30 * DAY],
    [older, -Infinity],
  ] as const;
  const nameOf = ({ changedAt }: ChatSummary): string =>
    bounds.find(([, from]) => Date.parse(changedAt) >= from)?.[0] ?? older;
  const groups = bounds.map(([name]) => ({
    name,
    entries: chats.filter((chat) => nameOf(chat) === name).map((chat) => entryOf(chat, now, current)),
  }));
  return groups.filter(({ entries }) => entries.length > 0);
}

/** Returns a search's hit with the words around it. */
export function hitEntry({ chat, runId, excerpt }: ChatHit, now: Date, current?: string): HistoryEntry {
  const entry = entryOf(chat, now, current);
  return { ...entry, runId, detail: excerpt === "" ? entry.detail : withoutIcons(excerpt) };
}

function entryOf(chat: ChatSummary, now: Date, current: string | undefined): HistoryEntry {
  const { id, title, questions, changedAt, winnerModels } = chat;
  const parts = [
    ...(id === current ? [l10n.t("open")] : []),
    plural(questions, "{0} question", "{0} questions"),
    ago(now.getTime() - Date.parse(changedAt)),
  ];
  return {
    chat,
    runId: null,
    label: withoutIcons(title),
    description: parts.join(", "),
    detail: withoutIcons(winnerModels.join(", ")),
  };
}

/** Returns a rough age in words. The clocks of two machines may differ. */
export function ago(milliseconds: number): string {
  if (milliseconds < MINUTE) return l10n.t("just now");
  if (milliseconds < HOUR) return plural(Math.floor(milliseconds / MINUTE), "{0} minute ago", "{0} minutes ago");
  if (milliseconds < DAY) return plural(Math.floor(milliseconds / HOUR), "{0} hour ago", "{0} hours ago");
  return plural(Math.floor(milliseconds / DAY), "{0} day ago", "{0} days ago");
}

/** Returns a name for a chat's file that every file system accepts. */
export function fileNameOf(title: string): string {
  const words = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return Array.from(words.toLowerCase()).slice(0, 60).join("") || "chat";
}
