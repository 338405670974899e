import type { ConfiguredModel } from "../model-names/index.ts";
import { type Endpoint, listedModels } from "./endpoint.ts";

/** The models that the settings name, wherever they are served; what `"*"` stands for only the server knows. */
export function configuredModels(endpoints: readonly Endpoint[]): ConfiguredModel[] {
  return endpoints
    .filter(({ enabled, models }) => enabled !== false && models !== "*")
    .flatMap((endpoint) =>
      listedModels(endpoint).map(({ id, name, capabilityOf }) => {
        return { reference: `${endpoint.name}/${id}`, id, name, capabilityOf };
      }),
    );
}
