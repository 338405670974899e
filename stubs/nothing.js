// Stand-in for what packages of ours import and SMCS never uses: vectra's search by words; of the Model Context
// Protocol's package ajv and its ways from older schemas, since we give it finished ones; prom-client's exemplars.
export const zodToJsonSchema = undefined;
export default undefined;
