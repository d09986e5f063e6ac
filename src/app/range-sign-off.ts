import type { Settings } from '../config/settings.js';
import type { Finding } from '../model/finding.js';
import { regexEngine } from '../rules/regex-engine.js';
import type { RuleTable } from '../rules/rule-table.js';
import { loggedCommits } from '../sources/commit-log.js';
import type { GitContext } from '../sources/git-process.js';
import { commitsOf } from '../sources/range.js';
import { detectorOf } from './detector-of.js';
import { isLoosening, signOffFindings } from './sign-off.js';

/** What the assistants' commits of a range lack, for CI. Merges bring nothing of their own but what `git log` shows of them. */
export async function rangeSignOff(range: string, findings: readonly Finding[], settings: Settings, all: RuleTable, context: GitContext): Promise<Finding[]> {
  const ids = (await commitsOf(range, context)).map(({ id }) => id);
  if (ids.length === 0) return [];
  const detector = await detectorOf(settings, regexEngine('auto'), all);
  const found: Finding[] = [];
  for await (const { id, message, people, changes } of loggedCommits(ids, ['--no-walk=unsorted'], context)) {
    const loosened = findings.filter((finding) => isLoosening(finding) && finding.origin.door === 'commit' && finding.origin.commit === id);
    found.push(...signOffFindings({ id, message, people, agent: undefined, paths: changes.map(({ entry }) => entry.path), loosened }, settings, detector));
  }
  return found;
}
