import {
  type Disposable,
  type Event,
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
} from "vscode";
import { messageOf } from "../../core/errors.ts";
import { type BankNode, bankNodes, type BankOverview } from "./bank-nodes.ts";

/** How often a bank that is looked at is asked whether another window or program wrote it. */
const LOOK_EVERY_MS = 2000;

/** Where the view gets its bank. */
export interface BankReader {
  /** Something that differs when the bank, or who would answer, differs. */
  version(): Promise<string>;
  read(): Promise<BankOverview>;
  readonly onDidChange: Event<void>;
}

/** The question bank as a tree, read when it is first looked at and again when anybody has changed it. */
export class BankView implements TreeDataProvider<BankNode>, Disposable {
  static readonly id = "smcs.bank";
  private readonly changed = new EventEmitter<undefined>();
  private readonly reader: BankReader;
  private readonly view: TreeView<BankNode>;
  private readonly subscriptions: readonly Pick<Disposable, "dispose">[];
  private timer: NodeJS.Timeout | null = null;
  private shown: string | null = null;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(reader: BankReader) {
    this.reader = reader;
    this.view = window.createTreeView(BankView.id, { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [
      this.view,
      this.changed,
      this.view.onDidChangeVisibility(({ visible }) => {
        this.watch(visible);
      }),
      reader.onDidChange(() => void this.look()),
    ];
  }

  getTreeItem({ id, label, description, icon, tooltip, children }: BankNode): TreeItem {
    const item = new TreeItem(
      label,
      children.length > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None,
    );
    item.id = id;
    item.description = description;
    // What stands in a bank is not ours: plain text, never markup.
    item.tooltip = new MarkdownString().appendText(tooltip);
    if (icon !== "") item.iconPath = new ThemeIcon(icon);
    return item;
  }

  async getChildren(node?: BankNode): Promise<BankNode[]> {
    if (node !== undefined) return [...node.children];
    this.shown = await this.reader.version().catch(() => null);
    try {
      const overview = await this.reader.read();
      const { questions } = overview.stats;
      this.view.description = `${questions.toLocaleString("en")} ${questions === 1 ? "question" : "questions"}`;
      this.view.message = questions === 0 ? "The bank is empty. Import questions to choose models by." : "";
      return bankNodes(overview);
    } catch (error) {
      this.view.description = "";
      this.view.message = messageOf(error);
      return [];
    }
  }

  dispose(): void {
    this.watch(false);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private watch(visible: boolean): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    if (!visible) return;
    void this.look();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  /** Draws the tree anew if what it shows is no longer so. A bank that cannot be read says so when it is drawn. */
  private async look(): Promise<void> {
    if (!this.view.visible) return;
    const version = await this.reader.version().catch(() => null);
    if (version !== this.shown) this.changed.fire(undefined);
  }
}
