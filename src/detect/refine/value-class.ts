import { classifyPassword } from '../value/password.js';
import { isTokenLike } from '../value/token.js';
import type { Refinement } from './refinement.js';

/** Rules that know only a name ask whether the value beside it can be a secret at all. */
export const valueClass: Refinement = (candidate, view) => {
  const { value } = candidate.rule;
  if (value === undefined) return candidate;
  if (value === 'token') return isTokenLike(candidate.secret) ? candidate : undefined;
  const verdict = classifyPassword(candidate.secret, view.text.slice(candidate.start, candidate.secretStart));
  if (verdict === 'reject') return undefined;
  return verdict === 'normal' ? candidate : { ...candidate, level: 'note', confidence: 'low', notes: [...candidate.notes, 'it is a plain word'] };
};
