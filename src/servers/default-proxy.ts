let ofTheEditor: string | null = null;

/** Returns the proxy that the user's editor is set to; null for what the environment names. */
export function defaultProxy(): string | null {
  return ofTheEditor;
}

/** Sets the editor's proxy, for the whole process and before servers are talked to. */
export function setDefaultProxy(proxy: string | null): void {
  ofTheEditor = proxy;
}
