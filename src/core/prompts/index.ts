/** The user's own prompts: templates, their places, and how they are checked (docs/prompts.md). */
export {
  type ChoiceTemplate,
  type MergingTemplate,
  type PromptTemplate,
  type PromptTemplates,
  promptTemplatesSchema,
  runPrompts,
  type RunPrompts,
  taskTemplate,
  type TaskTemplates,
} from "./prompt-templates.ts";
export { filled, placesIn, type Values } from "./template.ts";
