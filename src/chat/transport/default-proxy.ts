let address: string | null = null;

/** The proxy that the user's editor is set to; null for what the environment names. */
export function defaultProxy(): string | null {
  return address;
}

/** Called by whoever knows the editor's settings, before servers are talked to; it holds for the whole process. */
export function setDefaultProxy(proxy: string | null): void {
  address = proxy;
}
