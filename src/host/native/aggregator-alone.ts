import type { Sources } from "../../assembly/index.ts";
import type { TurnsAsQuestion } from "../../core/conversation/index.ts";
import type { Question } from "../../core/question.ts";
import type { EditorEndpoint, Endpoint } from "../../core/endpoints/index.ts";
import type { Settings } from "../../core/settings/index.ts";

/** Makes the model that would merge a question's answers the only answering model. */
export function aggregatorAlone({ text, conversation }: TurnsAsQuestion): (sources: Sources) => Promise<Sources> {
  return async (sources) => {
    const [{ assemble, runOf }, { planRun }] = await Promise.all([
      import("../../assembly/index.ts"),
      import("../../core/answer/index.ts"),
    ]);
    const { signal } = new AbortController();
    const { means } = await assemble(sources, signal);
    const question: Question = { text, context: [], conversation };
    const settings: Settings = { ...sources.settings, system: "smcs" };
    const { aggregator } = await planRun(runOf(settings, question, "aggregator", 0), means, signal);
    const member = means.pool.find(({ name }) => name === aggregator?.model);
    if (member === undefined) return sources;
    return { ...sources, settings: askedAlone(sources.settings, member.reference) };
  };
}

/** Returns the settings with one model only, which may be a model for merging only. */
export function askedAlone(settings: Settings, reference: string): Settings {
  return {
    ...settings,
    endpoints: settings.endpoints.map((endpoint) => inPool(endpoint, reference)),
    editorEndpoints: settings.editorEndpoints.map((endpoint) => inPool(endpoint, reference)),
    system: "single",
    parameters: { ...settings.parameters, singleModel: reference },
  };
}

function inPool<Entry extends Endpoint | EditorEndpoint>(endpoint: Entry, reference: string): Entry {
  if (endpoint.models === "*") return endpoint;
  const models = endpoint.models.map((model) =>
    typeof model !== "string" && `${endpoint.name}/${model.id}` === reference ? { ...model, pool: true } : model,
  );
  return { ...endpoint, models };
}
