import { verify } from '../checksum/verify.js';
import type { Refinement } from './refinement.js';

/** A valid checksum proves a token; a wrong one makes it a note and never hides it. */
export const checksum: Refinement = (candidate) => {
  if (candidate.rule.checksum === undefined) return candidate;
  const { valid, proves, note } = verify(candidate.rule.checksum, candidate.secret);
  const notes = note === undefined ? candidate.notes : [...candidate.notes, note];
  return valid ? { ...candidate, proven: proves, notes } : { ...candidate, level: 'note', confidence: 'low', notes };
};
