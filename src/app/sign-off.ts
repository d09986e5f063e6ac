import type { Settings } from '../config/settings.js';
import { attributedTo, signedByPerson } from '../detect/attribution.js';
import type { Detector } from '../detect/detector.js';
import { fingerprint } from '../detect/fingerprint.js';
import type { Finding } from '../model/finding.js';
import { pathMatcher } from '../sources/path-filter.js';

/** A commit as far as it matters who answers for it. */
export interface Signed {
  /** Undefined for one that is being made. */
  readonly id: string | undefined;
  readonly message: string;
  /** Author and committer, `Name <address>`. */
  readonly people: readonly string[];
  /** The coding agent that makes it, where the environment says so. */
  readonly agent: string | undefined;
  /** Everything that it changes. */
  readonly paths: readonly string[];
  /** What was found in it about comments and configuration. */
  readonly loosened: readonly Finding[];
}

/** Files that call the guard, or say what it looks for. */
const AROUND_GUARD =
  /(?:^|\/)(?:\.husky|\.githooks)\/(?!_\/)|(?:^|\/)(?:\.pre-commit-config\.yaml|\.?lefthook(?:-local)?\.ya?ml|\.precommit-guardrc(?:\.(?:json|ya?ml))?|precommit-guard\.config\.(?:json|ya?ml)|\.precommit-guard-baseline)$/;
/** Rules that tell of what is let pass. */
const LOOSENS: readonly string[] = ['suppression-added', 'configuration-weakened'];

/** What an assistant's commit lacks: a person's name for what it does in a critical zone, or to the guard. Nothing for a person's commit. */
export function signOffFindings(commit: Signed, settings: Settings, detector: Detector): Finding[] {
  const { zones, assistants, reviewTrailers } = settings;
  const assistant = commit.agent ?? attributedTo(commit.message, commit.people, assistants);
  if (assistant === undefined || signedByPerson(commit.message, reviewTrailers, assistants)) return [];
  const found: Finding[] = [];
  const say = (rule: string, path: string, message: string, line = 1): void => {
    const finding = findingOf(rule, path, `${message} (by ${assistant})`, line, commit, reviewTrailers, detector);
    if (finding !== undefined) found.push(finding);
  };
  if (zones.length > 0) {
    const inZone = pathMatcher(zones);
    const touched = commit.paths.filter(inZone);
    const [first] = touched;
    if (first !== undefined)
      say('assistant-in-zone', first, `A change in a critical zone that no person has signed${touched.length > 1 ? `, and ${touched.length - 1} more` : ''}`);
  }
  const [loose] = commit.loosened;
  const around = commit.paths.find((path) => AROUND_GUARD.test(path));
  if (loose !== undefined) say('assistant-loosens-guard', loose.path, `${loose.message}, which no person has signed`, loose.start.line);
  else if (around !== undefined) say('assistant-loosens-guard', around, 'A change to what calls or configures the guard, which no person has signed');
  return found;
}

export function isLoosening({ ruleId }: Finding): boolean {
  return LOOSENS.includes(ruleId);
}

function findingOf(id: string, path: string, message: string, line: number, { id: commit }: Signed, trailers: readonly string[], detector: Detector): Finding | undefined {
  const rule = detector.ruleset.named(id);
  if (rule === undefined) return undefined;
  const wanted = `${trailers[0] ?? 'Reviewed-by'}: Name <address>`;
  return {
    ruleId: id,
    kind: rule.kind,
    level: rule.level,
    confidence: rule.confidence,
    path,
    where: 'file',
    start: { line, column: 1 },
    end: { line, column: 1 },
    title: rule.title,
    message,
    advice: rule.advice,
    ...(rule.why === undefined ? {} : { why: rule.why }),
    docs: rule.docs,
    cwe: rule.cwe,
    // What is missing stands in no file.
    preview: { text: wanted, start: 0, end: wanted.length },
    fingerprint: fingerprint({ ruleId: id, before: path, after: '', secret: id, ...(detector.salt === undefined ? {} : { salt: detector.salt }) }),
    origin: commit === undefined ? { door: 'message' } : { door: 'commit', commit, blob: '' },
  };
}
