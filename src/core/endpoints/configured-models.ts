import type { ConfiguredModel } from "../model-names/index.ts";
import { type Endpoint, listedModels } from "./endpoint.ts";

/**
 * Returns the models that the settings name, on any endpoint. Models behind `"*"` are left out, because only the server
 * knows them.
 */
export function configuredModels(endpoints: readonly Endpoint[]): ConfiguredModel[] {
  return endpoints
    .filter(({ enabled, models }) => enabled !== false && models !== "*")
    .flatMap((endpoint) =>
      listedModels(endpoint).map(({ id, name, capabilityOf }) => {
        return { reference: `${endpoint.name}/${id}`, id, name, capabilityOf };
      }),
    );
}
