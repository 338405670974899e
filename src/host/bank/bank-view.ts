import {
  type Disposable,
  type Event,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
} from "vscode";
import { messageOf } from "../../core/errors.ts";
import { plural } from "../plural.ts";
import { type BankNode, bankNodes, type BankOverview } from "./bank-nodes.ts";
import type { Evaluation } from "./evaluation.ts";
import { evaluationNode, modelNodes } from "./evaluation-texts.ts";

/** Interval for checking whether another program has written a visible bank. */
const LOOK_EVERY_MS = 2000;

/** Gives the view its bank. */
export interface BankReader {
  /** A value that changes when the bank or the answering models change. */
  version(): Promise<string>;
  read(): Promise<BankOverview>;
  readonly onDidChange: Event<void>;
}

/** Represents the running evaluation: its texts are computed each time. */
const EVALUATION: BankNode = {
  id: "evaluation",
  label: l10n.t("Evaluation"),
  description: "",
  icon: "",
  tooltip: "",
  children: [],
};

/**
 * The question bank as a tree, read when the view first opens and after each change; the running evaluation is above
 * it.
 */
export class BankView implements TreeDataProvider<BankNode>, Disposable {
  static readonly id = "smcs.bank";
  private readonly changed = new EventEmitter<BankNode | undefined>();
  private readonly reader: BankReader;
  private readonly evaluation: Evaluation;
  private readonly view: TreeView<BankNode>;
  private readonly subscriptions: readonly Pick<Disposable, "dispose">[];
  private timer: NodeJS.Timeout | null = null;
  private shown: string | null = null;
  private showsEvaluation = false;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(reader: BankReader, evaluation: Evaluation) {
    this.reader = reader;
    this.evaluation = evaluation;
    this.view = window.createTreeView(BankView.id, { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [
      this.view,
      this.changed,
      this.view.onDidChangeVisibility(({ visible }) => {
        this.watch(visible);
      }),
      reader.onDidChange(() => void this.look()),
      evaluation.onDidChange(() => {
        this.followEvaluation();
      }),
    ];
  }

  getTreeItem(node: BankNode): TreeItem {
    const { progress, isPaused } = this.evaluation;
    const live = node === EVALUATION && progress !== null;
    const { id, label, description, icon, tooltip } = live ? evaluationNode(progress, isPaused) : node;
    const collapsed = node.children.length > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
    const item = new TreeItem(label, live ? TreeItemCollapsibleState.Expanded : collapsed);
    item.id = id;
    item.description = description;
    // A bank's texts come from others: they are shown as plain text, never as markup.
    item.tooltip = new MarkdownString().appendText(tooltip);
    if (icon !== "") item.iconPath = new ThemeIcon(icon);
    return item;
  }

  async getChildren(node?: BankNode): Promise<BankNode[]> {
    const { progress } = this.evaluation;
    if (node === EVALUATION) return progress === null ? [] : modelNodes(progress);
    if (node !== undefined) return [...node.children];
    this.showsEvaluation = progress !== null;
    const evaluation = progress === null ? [] : [EVALUATION];
    return [...evaluation, ...(await this.readBank())];
  }

  dispose(): void {
    this.watch(false);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async readBank(): Promise<BankNode[]> {
    this.shown = await this.reader.version().catch(() => null);
    try {
      const overview = await this.reader.read();
      const { questions } = overview.stats;
      this.view.description = plural(questions, "{0} question", "{0} questions");
      this.view.message =
        questions === 0
          ? l10n.t("The question bank is empty. Import questions, so that models can be chosen by them.")
          : "";
      return bankNodes(overview);
    } catch (error) {
      this.view.description = "";
      this.view.message = messageOf(error);
      return [];
    }
  }

  private watch(visible: boolean): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    if (!visible) return;
    void this.look();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  /** Redraws only the evaluation while it runs; the bank is read again when it has ended. */
  private followEvaluation(): void {
    const runs = this.evaluation.progress !== null;
    if (runs !== this.showsEvaluation) this.changed.fire(undefined);
    else if (runs) this.changed.fire(EVALUATION);
  }

  /**
   * Redraws the tree if it is out of date. An unreadable bank also causes a redraw, in which the tree shows the error.
   */
  private async look(): Promise<void> {
    // An evaluation writes all the time, and reading a large bank takes seconds.
    if (!this.view.visible || this.evaluation.isRunning) return;
    const version = await this.reader.version().catch(() => null);
    if (version !== this.shown) this.changed.fire(undefined);
  }
}
