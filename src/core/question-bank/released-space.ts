/**
 * The embedding space of the question bank that was released with the paper: Linq-Embed-Mistral without an instruction
 * for documents. Banks store this name, so it never changes.
 */
export const linqEmbedMistral = "linq-embed-mistral";
