import { useState } from "preact/hooks";

let given = 0;

/** An id that no other element has. Preact's own `useId` gives the same one twice when components are added later. */
export function useUniqueId(): string {
  const [id] = useState(() => `id-${++given}`);
  return id;
}
