import type { Settings } from '../config/settings.js';
import type { Detector } from '../detect/detector.js';
import type { Finding } from '../model/finding.js';
import { regexEngine } from '../rules/regex-engine.js';
import type { RuleTable } from '../rules/rule-table.js';
import { commitSides } from '../sources/changed-sides.js';
import { loggedCommits } from '../sources/commit-log.js';
import type { GitContext } from '../sources/git-process.js';
import { commitsOf } from '../sources/range.js';
import { detectorOf } from './detector-of.js';
import { isLoosening, type Signed, signOffFindings, unsignedAssistant } from './sign-off.js';

/** What the assistants' commits of a range lack, for CI. Merges bring nothing of their own but what `git log` shows of them. */
export async function rangeSignOff(range: string, findings: readonly Finding[], settings: Settings, all: RuleTable, context: GitContext): Promise<Finding[]> {
  const ids = (await commitsOf(range, context)).map(({ id }) => id);
  if (ids.length === 0) return [];
  const commits: Signed[] = [];
  for await (const { id, message, people } of loggedCommits(ids, ['--no-walk=unsorted'], context)) commits.push({ id, message, people, agent: undefined });
  if (commits.every((commit) => unsignedAssistant(commit, settings) === undefined)) return [];
  return lackOfSignOff(commits, findings, settings, await detectorOf(settings, regexEngine('auto'), all), context);
}

/** What those of some commits lack that assistants made. @param findings what was found in them. */
export async function lackOfSignOff(commits: readonly Signed[], findings: readonly Finding[], settings: Settings, detector: Detector, context: GitContext): Promise<Finding[]> {
  const unsigned = commits.flatMap((commit) => {
    const assistant = unsignedAssistant(commit, settings);
    return assistant === undefined ? [] : [{ commit, assistant }];
  });
  const sides = await commitSides(
    unsigned.map(({ commit }) => commit.id ?? ''),
    context,
  );
  const found: Finding[] = [];
  for (const { commit, assistant } of unsigned) {
    const loosened = findings.filter((finding) => isLoosening(finding) && finding.origin.door === 'commit' && finding.origin.commit === commit.id);
    found.push(...(await signOffFindings(commit, assistant, { changes: sides.get(commit.id ?? '') ?? [], loosened }, settings, detector, context)));
  }
  return found;
}
