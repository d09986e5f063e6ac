import type { Ruleset } from '../../rules/ruleset.js';
import type { Candidate } from '../candidate.js';
import type { TextView } from '../text-view.js';
import { addedLines } from './added-lines.js';
import { aftermath } from './aftermath.js';
import { callEvidence } from './call-evidence.js';
import { checksum } from './checksum.js';
import { entropy } from './entropy.js';
import { exactFile, namedFile } from './exact-file.js';
import { fileEvidence } from './file-evidence.js';
import { flow } from './flow.js';
import { host } from './host.js';
import { pathClass } from './path-class.js';
import { placeholder } from './placeholder.js';
import type { Refinement } from './refinement.js';
import { surroundings } from './surroundings.js';
import { valueClass } from './value-class.js';
import { zone } from './zone.js';

/** The steps that ask nothing but the candidate and its line: what they drop is no finding in whatever file it lies. */
const LOCAL: readonly Refinement[] = [entropy, placeholder, valueClass];

export const mayStand: Refinement = (candidate, view) => {
  let current: Candidate | undefined = candidate;
  for (const step of LOCAL) current = current === undefined ? undefined : step(current, view);
  return current;
};

/** The refine chain in order: what is cheap and drops most comes first. */
export function refineChain(ruleset: Ruleset): Refinement {
  const test = (pattern: string, text: string): boolean => ruleset.engine.compile(pattern).test(text);
  const steps: readonly Refinement[] = [
    addedLines,
    namedFile,
    entropy,
    placeholder,
    valueClass,
    checksum,
    host,
    surroundings,
    zone,
    fileEvidence(test),
    callEvidence(test),
    aftermath((pattern, text) => ruleset.engine.compile(pattern).matches(text)[0]),
    flow(test),
    pathClass,
    exactFile,
  ];
  return (candidate: Candidate, view: TextView) => {
    let current: Candidate | undefined = candidate;
    for (const step of steps) {
      if (current === undefined) return undefined;
      current = step(current, view);
    }
    return current;
  };
}
