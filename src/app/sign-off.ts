import type { Settings } from '../config/settings.js';
import { attributedTo, signedByPerson } from '../detect/attribution.js';
import type { Detector } from '../detect/detector.js';
import { fingerprint } from '../detect/fingerprint.js';
import type { Finding } from '../model/finding.js';
import { type ChangedSides, textOfBlob } from '../sources/changed-sides.js';
import type { GitContext } from '../sources/git-process.js';
import { pathMatcher } from '../sources/path-filter.js';
import { altersGuardCall, guardScripts, mayCallGuard } from './guard-call.js';

/** A commit as far as it matters who answers for it. */
export interface Signed {
  /** Undefined for one that is being made. */
  readonly id: string | undefined;
  readonly message: string;
  /** Author and committer, `Name <address>`. */
  readonly people: readonly string[];
  /** The coding agent that makes it, where the environment says so. */
  readonly agent: string | undefined;
}

/** What a commit does, as far as a person has to answer for it. */
export interface Done {
  /** Everything that it changes. */
  readonly changes: readonly ChangedSides[];
  /** What was found in it about comments and configuration. */
  readonly loosened: readonly Finding[];
}

/** Files that call the guard, or say what it looks for. */
const AROUND_GUARD =
  /(?:^|\/)(?:\.husky|\.githooks)\/(?!_\/)|(?:^|\/)(?:\.pre-commit-config\.yaml|\.?lefthook(?:-local)?\.ya?ml|\.precommit-guardrc(?:\.(?:json|ya?ml))?|precommit-guard\.config\.(?:json|ya?ml)|\.precommit-guard-baseline)$/;
/** Rules that tell of what is let pass. */
const LOOSENS: readonly string[] = ['suppression-added', 'configuration-weakened'];

/** The assistant whose commit it is, where no person has signed it; undefined for a person's. */
export function unsignedAssistant({ message, people, agent }: Signed, { assistants, reviewTrailers }: Settings): string | undefined {
  const assistant = agent ?? attributedTo(message, people, assistants);
  return assistant === undefined || signedByPerson(message, reviewTrailers, assistants) ? undefined : assistant;
}

/** What an assistant's commit lacks: a person's name for what it does in a critical zone, or to the guard. */
export async function signOffFindings(commit: Signed, assistant: string, done: Done, settings: Settings, detector: Detector, context: GitContext): Promise<Finding[]> {
  const { zones, reviewTrailers } = settings;
  const found: Finding[] = [];
  const say = (rule: string, path: string, message: string, line = 1): void => {
    const finding = findingOf(rule, path, `${message} (by ${assistant})`, line, commit, reviewTrailers, detector);
    if (finding !== undefined) found.push(finding);
  };
  if (zones.length > 0) {
    const inZone = pathMatcher(zones);
    const touched = done.changes.map(({ path }) => path).filter(inZone);
    const [first] = touched;
    if (first !== undefined)
      say('assistant-in-zone', first, `A change in a critical zone that no person has signed${touched.length > 1 ? `, and ${touched.length - 1} more` : ''}`);
  }
  const [loose] = done.loosened;
  if (loose !== undefined) say('assistant-loosens-guard', loose.path, `${loose.message}, which no person has signed`, loose.start.line);
  else {
    const around = done.changes.find(({ path }) => AROUND_GUARD.test(path))?.path ?? (await altered(commit, done.changes, context));
    if (around !== undefined) say('assistant-loosens-guard', around, 'A change to what calls or configures the guard, which no person has signed');
  }
  return found;
}

/** The first file of CI, scripts or hooks in which the guard is not called as it was. */
async function altered({ id }: Signed, changes: readonly ChangedSides[], context: GitContext): Promise<string | undefined> {
  const callers = changes.filter(({ path }) => mayCallGuard(path));
  if (callers.length === 0) return undefined;
  const scripts = guardScripts((await textOfBlob(`${id === undefined ? 'HEAD' : `${id}^`}:package.json`, context)) ?? '');
  for (const { path, before, after } of callers) {
    if (altersGuardCall(path, await textOfBlob(before, context), await textOfBlob(after, context), scripts)) return path;
  }
  return undefined;
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
