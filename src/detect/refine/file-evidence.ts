import type { TextView } from '../text-view.js';
import type { Refinement } from './refinement.js';

const known = new WeakMap<TextView, Map<string, boolean>>();

/** Names that mean several things: the rule fires only where the file shows, by an import or a type, which one is meant. */
export const fileEvidence =
  (test: (pattern: string, text: string) => boolean): Refinement =>
  (candidate, view) => {
    const { needs } = candidate.rule;
    if (needs === undefined) return candidate;
    const verdicts = known.get(view) ?? new Map<string, boolean>();
    known.set(view, verdicts);
    let shown = verdicts.get(needs);
    if (shown === undefined) {
      shown = test(needs, view.text);
      verdicts.set(needs, shown);
    }
    return shown ? candidate : undefined;
  };
