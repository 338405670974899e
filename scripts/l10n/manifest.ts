import { readFileSync } from "node:fs";
import path from "node:path";
import { presetNames } from "../../src/core/parameters.ts";
import { endpointKinds, hostedKinds } from "../../src/core/endpoints/index.ts";
import type { Bundle } from "./bundle.ts";

/** Matches a reference to a text of `package.nls.json`. */
const KEY = /^%([\w.-]+)%$/;

/** Returns the manifest as it is, with keys instead of texts. */
export function rawManifest(root: string): unknown {
  return JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
}

/** Returns the manifest as an English editor shows it. */
export function englishManifest(root: string): unknown {
  const texts = JSON.parse(readFileSync(path.join(root, "package.nls.json"), "utf8")) as Bundle;
  const told = (part: unknown): unknown => {
    if (typeof part === "string") return texts[keyIn(part) ?? ""] ?? part;
    if (Array.isArray(part)) return part.map(told);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, told(value)]));
  };
  return told(rawManifest(root));
}

/** Returns the key that a text of the manifest refers to; null for a literal text. */
export function keyIn(text: string): string | null {
  return KEY.exec(text)?.[1] ?? null;
}

/** Fields whose texts VS Code shows to people. Texts for models and for VS Code itself stay in English. */
const SHOWN = new Set([
  ...["displayName", "userDescription", "description", "markdownDescription", "title", "shortTitle", "label", "name"],
  ...["fullName", "contents", "altText", "enumDescriptions", "markdownEnumDescriptions", "enumItemLabels"],
  ...["deprecationMessage", "markdownDeprecationMessage", "patternErrorMessage", "errorMessage"],
]);

/** Parts that VS Code only compares, or that people do not read: ids, snippets, instructions for models. */
const UNSHOWN = new Set(["disambiguation", "inputSchema", "body", "default", "enum"]);

/** Names that are the same in every language. `smcs` and the presets are names too, because users type them. */
const NAMES = new Set<string>([
  ...["SMCS", "smcs", "why", "smcs_ask", ...presetNames],
  ...hostedKinds.map((kind) => endpointKinds[kind].title),
]);

/** Returns every text in the parts that VS Code shows, with its place. */
export function shownTexts(manifest: unknown): { readonly place: string; readonly text: string }[] {
  const { displayName, description, capabilities, contributes } = manifest as Record<string, unknown>;
  const read = (part: unknown, place: readonly string[], isShown: boolean): { place: string; text: string }[] => {
    if (typeof part === "string") return isShown && !NAMES.has(part) ? [{ place: place.join("."), text: part }] : [];
    if (typeof part !== "object" || part === null) return [];
    return Object.entries(part).flatMap(([name, value]) => {
      if (UNSHOWN.has(name)) return [];
      return read(value, [...place, name], Array.isArray(part) ? isShown : SHOWN.has(name));
    });
  };
  return read({ displayName, description, capabilities, contributes }, [], false);
}
