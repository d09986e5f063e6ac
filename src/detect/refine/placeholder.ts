import { isFixture } from '../value/fixture.js';
import { hasPlaceholderWords, isPlaceholder } from '../value/placeholder.js';
import type { Refinement } from './refinement.js';

/** An unquoted value that ends where a template begins is the beginning of that template. */
const CUT_BY_TEMPLATE = /^(?:[{(]|<(?!\/)|\$[{(\w])/;

/** Among random bytes there are templates by chance, and no person writes them. */
const BYTES = /[\0-\x08\x0e-\x1f]/;

/** Values that stand for a secret: dropped, but for a provider's documented sample, which has the real format and becomes a note. */
export const placeholder: Refinement = (candidate, view) => {
  const { rule, secret } = candidate;
  if (rule.kind !== 'secret' || BYTES.test(secret)) return candidate;
  if (rule.confidence !== 'high' && CUT_BY_TEMPLATE.test(view.text.slice(candidate.secretEnd, candidate.secretEnd + 2))) return undefined;
  const named = rule.value !== undefined;
  if (isFixture(secret)) return named ? undefined : { ...candidate, level: 'note', confidence: 'low', notes: [...candidate.notes, 'it bears the mark of a fixture'] };
  if (!isPlaceholder(secret) && !(named && hasPlaceholderWords(secret))) return candidate;
  if (named || !secret.toLowerCase().includes('example')) return undefined;
  return { ...candidate, level: 'note', confidence: 'low', notes: [...candidate.notes, 'it says of itself that it is an example'] };
};
