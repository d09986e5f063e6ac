import { isPlaceholder } from '../value/placeholder.js';
import type { Refinement } from './refinement.js';

/** Values that stand for a secret: drops them for rules that know only a name, makes a documented sample of a real format a note. */
export const placeholder: Refinement = (candidate) => {
  if (candidate.rule.kind !== 'secret' || !isPlaceholder(candidate.secret)) return candidate;
  if (candidate.rule.value !== undefined || !/EXAMPLE/i.test(candidate.secret)) return undefined;
  return { ...candidate, level: 'note', confidence: 'low', notes: [...candidate.notes, 'it says of itself that it is an example'] };
};
