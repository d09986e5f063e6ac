import { createHash } from 'node:crypto';
import type { Settings } from '../config/settings.js';
import type { GitContext } from '../sources/git-process.js';
import { type Ref, shallowCommits } from '../sources/history-refs.js';
import type { Revisions } from '../sources/history-revisions.js';
import type { CommitFacts, Draft } from './history-findings.js';
import type { HistoryGraph } from './history-graph.js';
import { holdersOf } from './history-reach.js';
import type { HistoryScan } from './history-scan.js';

/** What is told of the commits that drafts name. */
export async function commitFacts(
  drafts: readonly Draft[],
  graph: HistoryGraph,
  refs: readonly Ref[],
  revisions: Revisions,
  reflogs: boolean,
  context: GitContext,
): Promise<Map<number, CommitFacts>> {
  const marked = new Set(drafts.flatMap(({ stay }) => [stay.introduced, stay.removed].filter((at) => at !== undefined)));
  if (marked.size === 0) return new Map();
  const holders = await holdersOf(marked, graph, refs, revisions, reflogs, context);
  const ids = graph.ids();
  return new Map([...marked].map((at) => [at, { ...graph.note(at, (place) => ids[place] ?? ''), holders: holders.get(at) }]));
}

/** Names a scan by all that decides what it finds: `manner` by request, rules and version, `whole` by the refs too. */
export async function namesOfScan(
  revisions: Revisions,
  { history, engine, version }: HistoryScan,
  { rules, salt, include, exclude, allow, comments, paths }: Settings,
  refs: readonly Ref[],
  context: GitContext,
): Promise<{ readonly manner: string; readonly whole: string }> {
  const manner = hash([version, history, engine, rules, salt ?? '', include, exclude, allow, comments, paths]);
  const tips = refs.map(({ name, object }) => `${name} ${object}`);
  return { manner, whole: hash([manner, tips, revisions.options, revisions.input, revisions.paths, [...(await shallowCommits(context))]]) };
}

function hash(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
