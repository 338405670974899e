import { presetNames } from "../../src/core/parameters.ts";
import { EDITOR_KIND, endpointKindNames, endpointKinds } from "../../src/core/endpoints/index.ts";
import { systemNames } from "../../src/core/system-names.ts";

/** The parts of the manifest whose lists follow from definitions. */
interface Manifest {
  contributes: {
    configuration: { properties: Record<string, Property> }[];
    chatParticipants: [{ commands: { name: string; description: string }[] }];
    languageModelTools: [{ inputSchema: { properties: { preset: Choice } } }];
  };
}

interface Property extends Choice {
  items?: { properties: { kind: Choice } };
}

interface Choice {
  enum?: readonly string[];
  enumDescriptions?: readonly string[];
}

/**
 * Returns the text of package.json with the current kinds of servers, presets and systems. Their descriptions are keys
 * of package.nls.json; names of services need no translation.
 *
 * @throws Error when the manifest lacks a setting with such a list
 */
export function withDefinedLists(text: string): string {
  const manifest = JSON.parse(text) as Manifest;
  const { configuration, chatParticipants, languageModelTools } = manifest.contributes;
  const property = (name: string): Property => {
    const found = configuration.map(({ properties }) => properties[name]).find((one) => one !== undefined);
    if (found === undefined) throw new Error(`package.json has no setting ${name}.`);
    return found;
  };
  const { items } = property("smcs.endpoints");
  if (items === undefined) throw new Error("package.json does not say what an endpoint has.");
  fill(items.properties.kind, [...endpointKindNames, EDITOR_KIND], describedKind);
  fill(property("smcs.preset"), presetNames, (name) => `%setting.preset.value.${name}%`);
  fill(property("smcs.system"), systemNames, (name) => `%setting.system.value.${name}%`);
  languageModelTools[0].inputSchema.properties.preset.enum = presetNames;
  chatParticipants[0].commands = [...presetNames, "why"].map((name) => ({
    name,
    description: `%participant.command.${name}.description%`,
  }));
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function fill<Name extends string>(choice: Choice, names: readonly Name[], described: (name: Name) => string): void {
  choice.enum = names;
  choice.enumDescriptions = names.map(described);
}

function describedKind(kind: (typeof endpointKindNames)[number] | typeof EDITOR_KIND): string {
  const isService = kind !== EDITOR_KIND && endpointKinds[kind].home !== null;
  return isService ? endpointKinds[kind].title : `%setting.endpoints.kind.value.${kind}%`;
}
