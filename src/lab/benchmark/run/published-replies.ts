import type { ServedMember } from "../../../chat/index.ts";
import { ChatError } from "../../../core/errors.ts";
import { findBankName } from "../../../core/model-names/index.ts";
import type { ReplySource } from "../cache/kept-reply.ts";
import type { Imported } from "../imported/imported.ts";
import type { PlainQuestion } from "../questions/read-questions.ts";

/** Name of the endpoint for models that have only published replies. */
const ENDPOINT = "published";

/**
 * Returns models without a server but with published replies, as members that answer and never merge.
 *
 * @param bankModels names as the bank spells them
 */
export function publishedMembers(
  { models }: Pick<Imported, "models">,
  served: readonly ServedMember[],
  bankModels: readonly string[],
): ServedMember[] {
  const names = served.map(({ name }) => name);
  return models
    .filter((model) => findBankName(model, names) === null)
    .map((model) => publishedMember(findBankName(model, bankModels) ?? model));
}

function publishedMember(name: string): ServedMember {
  const reference = `${ENDPOINT}/${name}`;
  const nobody = { chat: () => Promise.reject(notPublished(name)) };
  const server = {
    name: ENDPOINT,
    kind: "openai",
    baseUrl: "",
    model: { id: name },
    concurrency: 1,
    prices: null,
    costPerHourUsd: null,
    contextTokens: null,
    systemBytes: 0,
    ownOutputTokens: 0,
    selfHosted: true,
    onThisMachine: true,
  } as const;
  return {
    name,
    reference,
    chat: nobody,
    second: nobody,
    servers: [server],
    price: null,
    referencer: true,
    maxOutputTokens: null,
  };
}

/** Returns whether a member has only published replies. */
export function isPublished({ reference }: Pick<ServedMember, "reference">): boolean {
  return reference.startsWith(`${ENDPOINT}/`);
}

/**
 * Returns a source with published replies to a question for members without a server, and with another source for all
 * others. A published reply is one answer: a request for another answer of the same member fails.
 */
export function publishedReplies(imported: Imported, question: PlainQuestion, others: ReplySource): ReplySource {
  const seeds = new Map<string, number>();
  return {
    async reply(member, request) {
      if (!isPublished(member)) return others.reply(member, request);
      // Only aggregations need log-probabilities, and no merged answers of these models were published.
      const published = request.logprobs ? null : await imported.reply(member.name, question);
      if (published === null) throw notPublished(member.name);
      if ((seeds.get(member.name) ?? request.seed) !== request.seed) throw onePublished(member.name);
      seeds.set(member.name, request.seed);
      const { text, thinking, usage, costUsd, durationMs } = published;
      // A model that never finished thinking ran out of tokens.
      const finish = text.trim() === "" ? "length" : "stop";
      const choice = { text, thinking, finish, logprobs: null, failure: null } as const;
      const choices = Array.from({ length: request.choices }, () => choice);
      return { reply: { choices, usage, costUsd, servedBy: member.reference }, durationMs: durationMs ?? 0 };
    },
  };
}

function onePublished(name: string): ChatError {
  return new ChatError(`One reply of ${name} to this question was published, and it has been given.`, {
    kind: "not-found",
    model: `${ENDPOINT}/${name}`,
  });
}

function notPublished(name: string): ChatError {
  return new ChatError(`No reply of ${name} to this question was published.`, {
    kind: "not-found",
    model: `${ENDPOINT}/${name}`,
  });
}
