/** Members of a pool that the editor itself serves, behind a port that the host fills. */
export { type EditorModel, EditorModelError, type EditorModels } from "./editor-models.ts";
export { editorOffers } from "./editor-offers.ts";
