/** Tests endpoints: which models they have, and what each of these can do. */
export type { EndpointReport } from "./endpoint-report.ts";
export type { ModelProbe } from "./model-probe.ts";
export { isStale, ProbeCache } from "./probe-cache.ts";
export { probeCost, probeCostSentence } from "./probe-cost.ts";
export type { EndpointSurvey } from "./survey-endpoint.ts";
export { surveyEndpoints, testEndpoints } from "./test-endpoints.ts";
