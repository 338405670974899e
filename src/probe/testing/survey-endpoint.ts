import { messageOf } from "../../core/errors.ts";
import { type Endpoint, type EndpointModel, listedModels } from "../../core/settings/index.ts";
import { type Server, serverOf } from "../../servers/index.ts";
import type { KeyOf } from "../../chat/index.ts";
import { type KeyBudget, keyBudget } from "../discovery/index.ts";
import { listModels, type ModelFacts } from "../../server-facts/index.ts";

/** What an endpoint says without being asked to answer anything. */
export interface EndpointSurvey {
  readonly endpoint: Endpoint;
  readonly server: Server;
  /** The models that it lists; null when it gave no list. */
  readonly listed: readonly ModelFacts[] | null;
  /** The models of the settings, which `"*"` leaves to the list. */
  readonly models: readonly EndpointModel[];
  /** What is left on its key; null where nobody keeps count. */
  readonly budget: KeyBudget | null;
  /** What went wrong, in sentences. */
  readonly problems: readonly string[];
}

/**
 * Asks an endpoint for its models and its key's budget. Costs nothing; what fails is part of the survey.
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
