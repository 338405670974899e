import { commands, type DocumentSymbol, type SymbolInformation, SymbolKind, type TextDocument } from "vscode";
import type { DefinedSymbol } from "./defines-again.ts";

/** Symbols that a model may rewrite as a whole. */
const REPLACEABLE = new Set([
  SymbolKind.Class,
  SymbolKind.Constructor,
  SymbolKind.Enum,
  SymbolKind.Function,
  SymbolKind.Interface,
  SymbolKind.Method,
  SymbolKind.Struct,
]);
/** These may be functions, but only outermost ones are found by name. */
const OUTERMOST = new Set([SymbolKind.Constant, SymbolKind.Variable]);

/** Maximum time to wait for a starting language server. */
const WAITED_MS = 3_000;

/**
 * Returns the functions, classes, methods and the like of a document, with offsets; empty when no extension knows them.
 */
export async function symbolsOf(document: TextDocument): Promise<DefinedSymbol[]> {
  const asked = commands.executeCommand<readonly (DocumentSymbol | SymbolInformation)[] | undefined>(
    "vscode.executeDocumentSymbolProvider",
    document.uri,
  );
  const waited = new Promise<undefined>((resolve) => setTimeout(resolve, WAITED_MS, undefined));
  const found = await Promise.race([Promise.resolve(asked).catch(() => undefined), waited]);
  return (found ?? []).flatMap((symbol) => definedBy(symbol, document, true));
}

function definedBy(
  symbol: DocumentSymbol | SymbolInformation,
  document: TextDocument,
  isOutermost: boolean,
): DefinedSymbol[] {
  // Both kinds have both fields; only one kind has children.
  const isTree = "children" in symbol;
  const range = isTree ? symbol.range : symbol.location.range;
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  const from = isTree ? document.offsetAt(symbol.selectionRange.start) : start;
  // Some servers write `total(items)` or `(anonymous)`.
  const name = /^[\w$]+/u.exec(symbol.name)?.[0];
  const nameStart = name === undefined ? -1 : document.getText().indexOf(name, from);
  const nested = isTree ? symbol.children.flatMap((child) => definedBy(child, document, false)) : [];
  const isWanted = REPLACEABLE.has(symbol.kind) || (isOutermost && OUTERMOST.has(symbol.kind));
  if (name === undefined || !isWanted || nameStart < 0 || nameStart >= end) return nested;
  return [{ name, start, end, nameStart }, ...nested];
}
