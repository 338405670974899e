import type { Clock, PoolMember, ServerTraits } from "../core/ports.ts";
import { normaliseModelName } from "../core/model-names/index.ts";
import { type Served, withStandIns } from "./stand-ins.ts";

/** One model on one server. */
export interface Offer<Traits extends ServerTraits> extends Served {
  /** The model's name in the question bank. */
  readonly name: string;
  /**
   * Prices of a prompt token and a completion token together, US dollars per million, for the order among servers of the
   * same model and for ties in Eq. 5; null when unknown.
   */
  readonly price: number | null;
  readonly referencer: boolean;
  readonly maxOutputTokens: number | null;
  readonly server: Traits;
}

/** A member of the pool with its servers: the first one to ask, then its stand-ins. */
export interface MemberOf<Traits extends ServerTraits> extends PoolMember {
  readonly servers: readonly Traits[];
}

/**
 * Returns the members for a list of offers: offers of one model form one member, the cheapest first, unknown prices
 * last. Models that are unknown to the bank are matched by the rule for names; the first spelling counts.
 */
export function membersOf<Traits extends ServerTraits>(
  offers: readonly Offer<Traits>[],
  bankModels: readonly string[],
  clock: Clock,
): MemberOf<Traits>[] {
  const known = new Set(bankModels);
  const spellings = new Map<string, string>();
  const named = offers.map((offer) => {
    if (known.has(offer.name)) return offer;
    const rule = normaliseModelName(offer.name) || offer.name;
    const name = spellings.get(rule) ?? offer.name;
    spellings.set(rule, name);
    return { ...offer, name };
  });
  return [...Map.groupBy(named, ({ name }) => name)].map(([name, same]) => toMember(name, same, clock));
}

function toMember<Traits extends ServerTraits>(
  name: string,
  offers: readonly Offer<Traits>[],
  clock: Clock,
): MemberOf<Traits> {
  const same = offers.toSorted((a, b) => (a.price ?? Infinity) - (b.price ?? Infinity));
  const [cheapest, ...others] = same;
  if (cheapest === undefined) throw new RangeError(`No endpoint serves ${name}.`);
  const { reference, price, maxOutputTokens } = cheapest;
  return {
    name,
    reference,
    price,
    chat: withStandIns(same, clock),
    second: withStandIns([...others, cheapest], clock),
    referencer: same.some((offer) => offer.referencer),
    maxOutputTokens,
    servers: same.map((offer) => offer.server),
  };
}
