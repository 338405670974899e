import type * as Undici from "undici";

/** undici, loaded when it is first needed. */
export async function loadUndici(): Promise<typeof Undici> {
  // Whichever undici comes first serves the whole process's fetch; in an editor that must stay Node's own, which this loads.
  Reflect.get(globalThis, "Response");
  // A CommonJS package is a single default export once it is bundled; its type of that lacks half of it.
  return (await import("undici")).default as unknown as typeof Undici;
}
