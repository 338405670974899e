import { messageOf } from "../../core/errors.ts";
import { type Endpoint, type EndpointModel, listedModels } from "../../core/endpoints/index.ts";
import { type Server, serverOf } from "../../servers/index.ts";
import type { KeyOf } from "../../chat/index.ts";
import { type KeyBudget, keyBudget } from "../discovery/index.ts";
import { listModels, type ModelFacts } from "../../server-facts/index.ts";

/** The facts about an endpoint that cost nothing to request. */
export interface EndpointSurvey {
  readonly endpoint: Endpoint;
  readonly server: Server;
  /** The models that it lists; null when it gave no list. */
  readonly listed: readonly ModelFacts[] | null;
  /** The models of the settings; for `"*"` the listed ones. */
  readonly models: readonly EndpointModel[];
  /** The remaining budget of its key; null when the server does not report one. */
  readonly budget: KeyBudget | null;
  /** Problems, in sentences. */
  readonly problems: readonly string[];
}

/**
 * Requests an endpoint's models and its key's budget. Costs nothing; failures are part of the survey.
 *
 * @throws the signal's reason when that aborts
 */
export async function surveyEndpoint(endpoint: Endpoint, keyOf: KeyOf, signal: AbortSignal): Promise<EndpointSurvey> {
  const server = serverOf(endpoint, await keyOf(endpoint));
  const [listed, budget] = await Promise.allSettled([listModels(server, signal), keyBudget(server, signal)]);
  signal.throwIfAborted();
  const problems = [listed, budget].flatMap((one) => (one.status === "rejected" ? [messageOf(one.reason)] : []));
  const list = listed.status === "fulfilled" ? listed.value : null;
  return {
    endpoint,
    server,
    listed: list,
    models: endpoint.models === "*" ? (list ?? []).map(({ id }) => ({ id })) : listedModels(endpoint),
    budget: budget.status === "fulfilled" ? budget.value : null,
    problems: [...new Set(problems)],
  };
}
