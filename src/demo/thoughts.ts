/** What a thinking model sends as its thinking: short, and honest about there being none. */
export const thoughts = {
  answering: [
    "This thinking is simulated: {model} looks the question up in the starter bank. It is there, so a prepared solution follows.",
    "No real reasoning happens here, this is the demo's {model}. The question belongs to the starter bank; I choose one of the solutions stored for it.",
    "Simulated thinking. I recognise the question from the starter bank and fetch what the demo has for it.",
  ],
  merging: [
    "This thinking is simulated: {model} compares the code of the responses with what the starter bank holds and keeps one version.",
    "No real reasoning happens here, this is the demo's {model}. I look at the code in each response and settle on one.",
    "Simulated thinking. Several responses lie before me; I compare their code and choose.",
  ],
  describing: [
    "This thinking is simulated: {model} looks up what the starter bank files the question under.",
    "No real reasoning happens here, this is the demo's {model}. I name the field that the question belongs to.",
    "Simulated thinking. Keywords are wanted, and the demo has them for the questions that it knows.",
  ],
  declining: [
    "This thinking is simulated: {model} looks for the question in the starter bank. It is not there, so I have no answer.",
    "No real reasoning happens here, this is the demo's {model}. The question is unknown to the demo, and I should say so.",
    "Simulated thinking. The starter bank does not hold this question, so the honest reply is that I cannot know.",
  ],
} as const;
