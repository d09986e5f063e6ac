import type { Candidate } from '../candidate.js';
import type { TextView } from '../text-view.js';

/** One step of the refine chain: the candidate, perhaps changed, or undefined when it is no finding. Pure. */
export type Refinement = (candidate: Candidate, view: TextView) => Candidate | undefined;
