import { lowered } from '../candidate.js';
import type { Refinement } from './refinement.js';

/** The author answers for the lines this change adds. What only moved with a renamed file is old news: still said, one level lower. */
export const addedLines: Refinement = (candidate, view) => {
  if (view.isAdded(candidate.start, candidate.end)) return candidate;
  return view.added.kind === 'moved' ? lowered(candidate, 'it moved here with a renamed file and was committed before') : undefined;
};
