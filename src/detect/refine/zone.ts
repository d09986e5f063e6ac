import type { Refinement } from './refinement.js';

/** Code rules do not fire in comments and strings: a match must start in the zone its rule names. */
export const zone: Refinement = (candidate, view) => {
  const wanted = candidate.rule.in;
  return wanted === 'any' || view.mask.zoneAt(candidate.start) === wanted ? candidate : undefined;
};
