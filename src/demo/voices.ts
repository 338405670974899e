/**
 * The writing style of a simulated model: alternatives for each part of a reply, one of which is drawn. The sentences
 * fit any coding question and are true for any code, because they give advice instead of vouching for the code.
 *
 * Slots: `{code}` the entry point, `{model}` the model, `{question}` the quoted beginning of the question, `{replied}`
 * a clause such as "3 simulated models replied".
 */
interface Voice {
  readonly layout: "paragraphs" | "bullets";
  /** Before the code of its own answer. */
  readonly intro: readonly string[];
  /** Before the code of an aggregation. */
  readonly merged: readonly string[];
  /** How to read the code. */
  readonly how: readonly string[];
  readonly pitfall: readonly string[];
  /** Sometimes left out. */
  readonly closing: readonly string[];
  /**
   * For unknown questions: that the model cannot know the answer. Says that it is simulated and quotes the question.
   * One for each model with this voice, so that no two models say the same.
   */
  readonly cannotKnow: readonly string[];
  /** For unknown questions, as the aggregator: that there is nothing to merge. */
  readonly cannotMerge: readonly string[];
  /** For unknown questions: what a real answer needs. */
  readonly needed: readonly string[];
}

/** Polite, in complete sentences. */
const formal: Voice = {
  layout: "paragraphs",
  intro: [
    "The following code addresses the request.",
    "Please find below an implementation of {code}.",
    "An implementation of {code} is given below, followed by remarks on its use.",
  ],
  merged: [
    "The following consolidated implementation addresses the request.",
    "Below is a single, consolidated version of {code}.",
    "The proposals have been condensed into one implementation, given below.",
  ],
  how: [
    "The definition of {code} is the entry point; the remainder of the block exists to support it.",
    "It is recommended to read the declaration of {code} first and to compare it with the stated requirements.",
    "The block can be read in isolation, beginning with {code}.",
  ],
  pitfall: [
    "Particular attention should be paid to boundary conditions, which ought to be tested before {code} is used in production.",
    "Input that the question does not mention should be tried explicitly.",
    "Please verify the behaviour of {code} for the smallest and for the largest input that you expect.",
  ],
  closing: [
    "A unit test for {code} is advisable before any further modification.",
    "Naming and formatting may be adapted to the conventions of your project.",
    "Documenting the expected behaviour of {code} will assist later maintenance.",
  ],
  cannotKnow: [
    "Regarding {question}: this is a simulated demonstration model. It holds only the questions of the starter bank and is therefore unable to know the answer.",
    "Unfortunately, {question} cannot be answered here, as {model} is merely simulated and has no knowledge beyond the starter bank.",
    "Thank you for asking {question}. As a simulated demonstration model, I have no means of determining the answer and will not invent one.",
  ],
  cannotMerge: [
    "{replied}. As simulated models know the starter bank only, no answer to {question} could be consolidated.",
    "A consolidated answer to {question} cannot be offered: {replied}, and no simulated model is able to answer it.",
    "With regard to {question}, {replied}; the demonstration holds no answer that could be merged.",
  ],
  needed: [
    'A genuine answer requires a genuine model: please use the command "SMCS: Add Endpoint" to register a vLLM server or an OpenRouter key.',
    'To obtain a genuine answer, please connect a vLLM server or provide an OpenRouter key by means of the command "SMCS: Add Endpoint".',
    'The command "SMCS: Add Endpoint" accepts a vLLM server or an OpenRouter key, after which the question may be asked again.',
  ],
};

/** Warm and conversational. */
const friendly: Voice = {
  layout: "paragraphs",
  intro: [
    "Nice question! Here is how I'd write {code}:",
    "Sure, here you go. This is the whole thing, so you can paste it and play with it:",
    "Happy to help. Here's {code} in one piece:",
  ],
  merged: [
    "Here's everything rolled into one version of {code}:",
    "Out of what came in, this is the one I'd hand you:",
    "Let's keep it simple. One version, ready to paste:",
  ],
  how: [
    "If you're wondering where to start reading, start at {code} and just follow the calls from there.",
    "The easiest way to get a feel for {code} is to call it with something tiny and watch what comes back.",
    "Don't let the details scare you: the declaration of {code} tells you what goes in, and the body does the rest.",
  ],
  pitfall: [
    "One thing to watch: odd input is where surprises hide, so throw a few strange values at {code} first.",
    "Do give it a spin on something the question didn't mention before you rely on it.",
    "I'd poke at the edges a little (nothing at all, just one, way too many) before calling it done.",
  ],
  closing: [
    "A tiny test next to {code} will save you a headache later.",
    "Feel free to rename things so that they fit your project.",
    "Have fun with it!",
  ],
  cannotKnow: [
    "I'd love to help with {question}, but I'm only a simulated demo model, and this one isn't among the questions I carry with me.",
    "Honest answer about {question}: I can't know. This {model} is simulated and has nothing in its pockets but the starter bank.",
    "You asked {question}. As a simulated model I could only make something up, and you deserve better than that.",
  ],
  cannotMerge: [
    "So, {replied}, but no simulated model can answer {question}, and piling up guesses wouldn't make them true.",
    "I had a look at what came in: {replied}. Sadly {question} isn't something this demo knows, so there's nothing to merge.",
    "{replied}, bless them, yet {question} isn't in the starter bank, so none of it is an answer.",
  ],
  needed: [
    'Want a real answer? Run "SMCS: Add Endpoint" and plug in a vLLM server or an OpenRouter key.',
    'The fix is easy: "SMCS: Add Endpoint", then point it at a vLLM server or paste an OpenRouter key.',
    'Bring in some real models with "SMCS: Add Endpoint" (your own vLLM server or an OpenRouter key both work) and ask me again, well, them!',
  ],
};

/** As in a code review: points instead of prose. */
const reviewer: Voice = {
  layout: "bullets",
  intro: [
    "This is what I would put up for review:",
    "My proposal for {code}:",
    "I would go with the following and keep the surface as small as the question allows:",
  ],
  merged: [
    "Out of what was proposed, this is the version I would put up for review:",
    "One version of {code}, as I would submit it:",
    "Reduced to a single change:",
  ],
  how: [
    "**Reading order:** start at {code}, then follow what it calls.",
    "**Contract:** compare the declaration of {code} with what the question asks for.",
    "**Scope:** the block stands on its own; review it as one change.",
  ],
  pitfall: [
    "**To check:** the boundary cases, meaning nothing, one item, and far more than usual.",
    "**Before merging:** run {code} on input that the question does not mention.",
    "**Risk:** whatever is not covered by a test of {code} is an assumption.",
  ],
  closing: [
    "**Follow-up:** a test beside {code} that fails when its behaviour changes.",
    "**Nit:** names are yours to adapt.",
    "**Follow-up:** write down in one sentence what {code} promises to its callers.",
  ],
  cannotKnow: [
    "Blocking: {question} is not in the starter bank, and this {model} is simulated, so it cannot know the answer.",
    "I cannot review or answer {question}: I am a simulated demo model without any knowledge beyond the starter bank.",
    "Requested: {question}. Available: a simulated model that only knows the starter bank. An answer would be invented, so there is none.",
  ],
  cannotMerge: [
    "Nothing to merge. {replied}, and no simulated model can answer {question}.",
    "Blocking: {replied}, but {question} is not in the starter bank, so none of it is an answer.",
    "Result of the review: {replied}; {question} stays open, because the demo does not know it.",
  ],
  needed: [
    'To unblock: "SMCS: Add Endpoint" with a vLLM server or an OpenRouter key.',
    'Action: add an endpoint with "SMCS: Add Endpoint" (a vLLM server, or OpenRouter with a key) and ask again.',
    'What a real answer needs: a real model. Connect a vLLM server or OpenRouter (with its key) through "SMCS: Add Endpoint".',
  ],
};

/** Explains step by step to a learner. */
const teacher: Voice = {
  layout: "paragraphs",
  intro: [
    "Let us take this one step at a time. The code below is all there is to it; we talk about it afterwards.",
    "A good way to approach {code} is to settle first what goes in and what comes out. Here is code that does so:",
    "Before any details, here is the whole of {code}:",
  ],
  merged: [
    "Put together, the approach to {code} looks like this:",
    "Let us look at one complete version first and go through it afterwards:",
    "Here is one version of {code} to study:",
  ],
  how: [
    "To follow it, pick a small example, go through {code} line by line, and write down each value as it changes.",
    "Read the declaration of {code} first and say aloud what it promises; then check in the body how each promise is kept.",
    "Notice what goes into {code} and what comes out; what lies between is easiest to follow with one concrete input in mind.",
  ],
  pitfall: [
    "A common mistake is to try only the input one had in mind: take the smallest one possible and an unusual one as well.",
    "What tends to go wrong in code like this is the first and the last step, so look at those twice.",
    "Ask yourself which input the question leaves out, and try {code} on exactly that one.",
  ],
  closing: [
    "As an exercise, write one test for {code} before you change anything in it.",
    "Once you can explain every line to a colleague, it is yours.",
    "Changing one line and predicting the effect is a fine way to check your understanding.",
  ],
  cannotKnow: [
    "You ask {question}. I have to be honest: I am a simulated demo model that only knows the questions of the starter bank, and this is not one of them.",
    "Let me explain why there is no solution here. This {model} is simulated: it looks questions up in a small bank, and {question} is not in it.",
    "A simulated model such as this one does not reason about {question}; it only repeats what the demo's starter bank holds, so it cannot know the answer.",
  ],
  cannotMerge: [
    "Normally several answers would become one here. {replied}, but simulated models only know the starter bank, and {question} is not in it.",
    "Merging needs at least one real answer. {replied}, and none of that can settle {question}.",
    "Let us be clear about what happened: {replied}, and {question} lies outside the questions that this demo knows.",
  ],
  needed: [
    'The next step is a real model: run the command "SMCS: Add Endpoint" and enter a vLLM server of yours or an OpenRouter key. After that, ask the same question again.',
    'To learn the answer you need a model that really computes one. "SMCS: Add Endpoint" takes a vLLM server or an OpenRouter key.',
    'What is missing is a real endpoint, either a vLLM server or OpenRouter with a key; the command "SMCS: Add Endpoint" walks you through it.',
  ],
};

/** As few words as possible. */
const terse: Voice = {
  layout: "paragraphs",
  intro: ["Use this:", "{code}, complete:", "Drop this in:", "Here is {code}:"],
  merged: ["Merged into one:", "One version, complete:", "Boiled down to {code}:"],
  how: [
    "Start reading at {code}; the rest of the block serves it.",
    "The declaration of {code} is the contract, the rest is detail.",
    "Nothing beyond the block is needed to follow it.",
  ],
  pitfall: [
    "Test {code} on odd input before you ship it.",
    "Edge cases first: smallest input, strangest input.",
    "Do not trust {code} on a happy path alone.",
  ],
  closing: ["Add a test next to it.", "Keep it small.", "Rename to taste."],
  cannotKnow: [
    "Simulated demo model: {question} is not among my stored questions, so I cannot know the answer.",
    "No answer to {question} from here. {model} is only simulated in this demo and knows nothing beyond the starter bank.",
    "I am a simulated {model}. {question} lies outside the demo's questions; guessing would not help you.",
  ],
  cannotMerge: [
    "{replied}, and no simulated model can answer {question}. Nothing to merge.",
    "Nothing to merge: {replied}, but {question} is outside what the demo knows.",
    "{replied}. {question} is not in the starter bank, so there is no answer among them.",
  ],
  needed: [
    'For a real one: "SMCS: Add Endpoint", then a vLLM server or an OpenRouter key.',
    'Run "SMCS: Add Endpoint" and give it a vLLM server or an OpenRouter key.',
    'Connect real models with "SMCS: Add Endpoint" (vLLM server or OpenRouter key).',
  ],
};

/** The voices by name. */
export const voices = { formal, friendly, reviewer, teacher, terse } as const satisfies Record<string, Voice>;
export type VoiceName = keyof typeof voices;
