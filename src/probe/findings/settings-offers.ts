import type { Endpoint, EndpointModel } from "../../core/endpoints/index.ts";
import type { ModelProbe } from "../testing/index.ts";

/** Settings of a model that a probe found and that the user has not set. */
export interface SettingsOffer {
  /** The endpoint's name. */
  readonly endpoint: string;
  /** The model's id. */
  readonly model: string;
  readonly settings: Partial<EndpointModel>;
}

/** Returns the settings that could be added to these endpoints. Existing settings are not offered again. */
export function settingsOffers(endpoints: readonly Endpoint[], probes: readonly ModelProbe[]): SettingsOffer[] {
  return probes.flatMap((probe) => {
    const model = modelOf(endpoints, probe);
    const settings = model === null ? {} : missingSettings(model, probe);
    return Object.keys(settings).length === 0 ? [] : [{ endpoint: probe.endpoint, model: probe.model, settings }];
  });
}

/** Returns the endpoints with the offers applied. */
export function withOffers(endpoints: readonly Endpoint[], offers: readonly SettingsOffer[]): Endpoint[] {
  return endpoints.map((endpoint) => {
    if (endpoint.models === "*") return endpoint;
    const models = endpoint.models.map((model) => {
      const given = typeof model === "string" ? { id: model } : model;
      const offer = offers.find((one) => one.endpoint === endpoint.name && one.model === given.id);
      return offer === undefined ? model : { ...given, ...offer.settings };
    });
    return { ...endpoint, models };
  });
}

/**
 * Returns a model that is listed in the settings; null for a model covered by `"*"`, which has no entry to write to.
 */
function modelOf(endpoints: readonly Endpoint[], { endpoint: name, model: id }: ModelProbe): EndpointModel | null {
  const endpoint = endpoints.find((one) => one.name === name);
  if (endpoint === undefined || endpoint.models === "*") return null;
  const found = endpoint.models.find((model) => (typeof model === "string" ? model : model.id) === id);
  return typeof found === "string" ? { id: found } : (found ?? null);
}

function missingSettings(model: EndpointModel, probe: ModelProbe): Partial<EndpointModel> {
  const { contextTokens, prices, refusedFields, vision } = probe;
  const priced = model.promptUsdPerMTok !== undefined || model.completionUsdPerMTok !== undefined;
  const removed = Object.fromEntries(refusedFields.map((field) => [field, null]));
  return {
    ...(contextTokens !== null && model.contextTokens === undefined ? { contextTokens } : {}),
    ...(prices !== null && !priced ? prices : {}),
    ...(vision === true && model.vision === undefined ? { vision } : {}),
    ...(refusedFields.length > 0 ? { parameters: { ...model.parameters, ...removed } } : {}),
  };
}
