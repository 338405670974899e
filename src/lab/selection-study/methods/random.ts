import type { Method } from "./method.ts";

/** Any models. */
export const random: Method = {
  name: "random",
  learn:
    ({ models, random }) =>
    () =>
      models.map(() => random()),
};
