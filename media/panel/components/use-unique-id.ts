import { useState } from "preact/hooks";

let given = 0;

/** Returns an id that no other element has. Preact's own `useId` returns duplicates when components are added later. */
export function useUniqueId(): string {
  const [id] = useState(() => `id-${++given}`);
  return id;
}
