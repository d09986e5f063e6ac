import type { Settings } from '../config/settings.js';
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
  const unsigned: { readonly commit: Signed; readonly assistant: string }[] = [];
  for await (const { id, message, people } of loggedCommits(ids, ['--no-walk=unsorted'], context)) {
    const commit = { id, message, people, agent: undefined };
    const assistant = unsignedAssistant(commit, settings);
    if (assistant !== undefined) unsigned.push({ commit, assistant });
  }
  if (unsigned.length === 0) return [];
  const detector = await detectorOf(settings, regexEngine('auto'), all);
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
