/** What a test of endpoints found, for users: cards, cells and text, and the settings that it suggests. */
export { keyBudgetNotes } from "./key-budget-notes.ts";
export { modelCells, modelColumns, modelNotes } from "./probe-cells.ts";
export { reportCards, type TestedEndpoints } from "./report-cards.ts";
export { reportText } from "./report-text.ts";
export { type SettingsOffer, settingsOffers, withOffers } from "./settings-offers.ts";
