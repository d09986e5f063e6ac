import type { Candidate } from './candidate.js';
import type { Detector } from './detector.js';
import { overSince } from './directives.js';
import { fingerprintOf } from './finding-of.js';

import type { TextView } from './text-view.js';

interface Allowed {
  /** Which allowance is about the candidate; one that counts before one that is over. */
  readonly by: number | undefined;
  /** Why it does not count any more; the end of a sentence. */
  readonly over?: string;
}

export const NOT_ALLOWED: Allowed = { by: undefined };

/** What the configuration says of a finding. */
export function allowance({ path, candidate, view }: Place, detector: Detector): Allowed {
  const { allowances, today } = detector.policy;
  let fingerprint: string | undefined;
  let found = NOT_ALLOWED;
  for (const [index, one] of allowances.entries()) {
    if (one.rules?.includes(candidate.rule.id) === false) continue;
    if (one.path?.(path) === false) continue;
    if (one.fingerprints !== undefined) {
      fingerprint ??= fingerprintOf(candidate, view, detector);
      if (!one.fingerprints.includes(fingerprint)) continue;
    }
    const over = overSince(one.until, today);
    if (over === undefined) return { by: index };
    found = { by: index, over: `its allowance in the configuration ${over}` };
  }
  return found;
}

interface Place {
  readonly path: string;
  readonly candidate: Candidate;
  readonly view: TextView;
}
