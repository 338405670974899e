let ofTheEditor: string | null = null;

/** Returns the proxy that the user's editor is set to; null for the environment's proxy. */
export function defaultProxy(): string | null {
  return ofTheEditor;
}

/** Sets the editor's proxy for the whole process. To be called before the first request to a server. */
export function setDefaultProxy(proxy: string | null): void {
  ofTheEditor = proxy;
}
