import { shannonEntropy } from '../../text/entropy.js';
import type { Refinement } from './refinement.js';

/** Drops secrets that are too regular to be one, where the rule asks for it. */
export const entropy: Refinement = (candidate) => {
  const { entropy: least } = candidate.rule;
  return least === undefined || shannonEntropy(candidate.secret) >= least ? candidate : undefined;
};
