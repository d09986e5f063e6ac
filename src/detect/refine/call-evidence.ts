import { callOf, isDynamic } from '../call.js';
import { traceOf } from '../flow/origin.js';
import type { Refinement } from './refinement.js';

/** What the matched call itself says: a constant argument or a safe option clears the finding. */
export const callEvidence =
  (test: (pattern: string, text: string) => boolean): Refinement =>
  (candidate, view) => {
    const { argument, unless } = candidate.rule;
    if (argument === undefined && unless === undefined) return candidate;
    const call = callOf(view, candidate);
    if (argument === 'dynamic' && (call.argument === undefined || !isDynamic(view, call.argument) || traceOf(view, call.argument)?.origin === 'constant')) return undefined;
    if (unless !== undefined && test(unless, view.text.slice(call.whole.start, call.whole.end))) return undefined;
    return candidate;
  };
