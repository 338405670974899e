import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { components, holders } from "./components.ts";
import { isAllowed, namedLicences, textOf } from "./licences.ts";
import type { ShippedPackage } from "./shipped-packages.ts";

const RULE = "=".repeat(80);

const INTRODUCTION = `Third-party notices

SMCS for VS Code contains what is listed here, each under the licence that follows its name. The list is made with every
build from what the build really contains. Where a package brings no licence file, the text is SPDX's.`;

/**
 * Returns the notices for shipped packages: names, sources and licence texts.
 *
 * @throws Error when a licence may not be shipped, or its text is not known
 */
export function noticesFor(packages: readonly ShippedPackage[]): string {
  const sections = packages.flatMap((shipped) => [
    section(`${shipped.name} ${shipped.version}`, shipped.licence, shipped.source, ownTexts(shipped)),
    ...(components[shipped.name] ?? []).map(({ name, licence, copyright, source }) =>
      section(`${name} (in ${shipped.name})`, licence, source, [copyright, ...namedLicences(licence).map(textOf)]),
    ),
  ]);
  return [INTRODUCTION, ...sections].join(`\n\n${RULE}\n`) + "\n";
}

function section(title: string, licence: string, source: string, texts: readonly string[]): string {
  if (!isAllowed(licence)) {
    const said = licence === "" ? "no licence" : `the licence ${licence}`;
    throw new Error(
      `${title} has ${said}, which is not among those that may be shipped. Replace it, or add to allowedLicences.`,
    );
  }
  return `${title}\nLicence: ${licence}\nSource: ${source}\n\n${texts.join("\n\n")}`;
}

/** Returns the package's own texts: licence, notice, and licences of code that it has adopted. */
function ownTexts({ name: packageName, folder, licence, author }: ShippedPackage): string[] {
  const named = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => /^(?:licen[cs]es?|notice|copying|copyright)/i.test(name))
    .flatMap((entry) => {
      const place = path.join(folder, entry.name);
      return entry.isDirectory() ? readdirSync(place).map((name) => path.join(place, name)) : [place];
    });
  const texts = named.toSorted().map((file) => readFileSync(file, "utf8").replaceAll("\r\n", "\n").trim());
  const hasLicence = named.some((file) => /licen[cs]e/i.test(path.basename(file)));
  return hasLicence
    ? texts
    : [`Copyright (c) ${holders[packageName] ?? author}`, ...texts, ...namedLicences(licence).map(textOf)];
}
