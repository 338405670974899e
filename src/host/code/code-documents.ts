import { type Disposable, EventEmitter, l10n, type TextDocumentContentProvider, Uri, workspace } from "vscode";

/** Maximum number of kept texts. */
const KEPT = 200;

/** Texts of models as read-only documents. */
export class CodeDocuments implements TextDocumentContentProvider, Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  private readonly scheme: string;
  private readonly registered: Disposable;
  private made = 0;

  readonly onDidChange = this.changed.event;

  constructor(scheme: string) {
    this.scheme = scheme;
    this.registered = workspace.registerTextDocumentContentProvider(scheme, this);
  }

  /** Creates a document; its name is the title of its tab. */
  add(name: string, text: string): Uri {
    const uri = Uri.from({ scheme: this.scheme, path: `/${++this.made}/${name}` });
    this.texts.set(uri.toString(), text);
    for (const oldest of [...this.texts.keys()].slice(0, -KEPT)) this.texts.delete(oldest);
    return uri;
  }

  /** Changes the text of a document; a document that is no longer kept stays as it is. */
  update(uri: Uri, text: string): void {
    if (!this.texts.has(uri.toString())) return;
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
  }

  /** Returns a document's text. Editors that were open when the window was closed request texts that are gone. */
  provideTextDocumentContent(uri: Uri): string {
    return (
      this.texts.get(uri.toString()) ??
      l10n.t("This was shown before the window was reloaded. Open it again from the SMCS panel.")
    );
  }

  dispose(): void {
    this.registered.dispose();
    this.changed.dispose();
  }
}
