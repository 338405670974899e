import type { Endpoint } from "../../core/endpoints/index.ts";
import { baseUrlOf } from "../../servers/index.ts";
import type { KeyBudget } from "../discovery/index.ts";
import type { ModelProbe } from "./model-probe.ts";
import type { EndpointSurvey } from "./survey-endpoint.ts";

/** The test result of an endpoint and its models. Contains no secret except the address. */
export interface EndpointReport {
  readonly name: string;
  readonly kind: Endpoint["kind"];
  readonly address: string;
  readonly enabled: boolean;
  /** How many models the server lists; null when it gave no list. */
  readonly listed: number | null;
  readonly budget: KeyBudget | null;
  readonly problems: readonly string[];
  readonly models: readonly ModelProbe[];
}

/** Returns the report on a tested endpoint. */
export function reportOn(survey: EndpointSurvey, models: readonly ModelProbe[]): EndpointReport {
  const { endpoint, listed, budget, problems } = survey;
  return { ...head(endpoint), enabled: true, listed: listed?.length ?? null, budget, problems, models };
}

/** Returns the report on an endpoint that is disabled in the settings. */
export function reportOnDisabled(endpoint: Endpoint): EndpointReport {
  return { ...head(endpoint), enabled: false, listed: null, budget: null, problems: [], models: [] };
}

function head(endpoint: Endpoint): Pick<EndpointReport, "name" | "kind" | "address"> {
  return { name: endpoint.name, kind: endpoint.kind, address: baseUrlOf(endpoint) };
}
