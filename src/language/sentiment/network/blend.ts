/** What the linear model and the network say together: they err on different sentences. */
import type { ToneDomain } from "./tone.ts";

/**
 * The network's share. Where the linear model alone was as good on sentences that neither had learnt from (posts), it keeps the word; the
 * figures are in the network's card.
 */
const SHARES: Readonly<Record<ToneDomain, number>> = { news: 0.3, reviews: 0.5, social: 0.1 };

/** By so much the linear model's log-odds spread wider than the network's, on sentences that neither had learnt from. */
const SPREAD: Readonly<Record<ToneDomain, number>> = { news: 1.45, reviews: 0.72, social: 1.55 };

/** Log-odds of good against bad. `plain`: the linear model's log-odds; `tone`: the network's, −1 … 1. */
export function blended(plain: number, tone: number, domain: ToneDomain): number {
  const share = SHARES[domain];
  const odds = 2 * Math.atanh(Math.max(-0.999, Math.min(0.999, tone)));
  return (1 - share) * plain + share * SPREAD[domain] * odds;
}
