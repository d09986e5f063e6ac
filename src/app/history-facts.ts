import { createHash } from 'node:crypto';
import type { Settings } from '../config/settings.js';
import { BUILD, BUILT } from '../model/version.js';
import type { GitContext } from '../sources/git-process.js';
import type { Ref } from '../sources/history-refs.js';
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

/** Names a scan by all that decides what it finds: `manner` by request, rules and version, `whole` by the refs too. @param builtInOnly no rules but the program's own may run. */
export function namesOfScan(
  revisions: Revisions,
  { history, engine, version }: HistoryScan,
  settings: Settings,
  builtInOnly: boolean,
  refs: readonly Ref[],
  shallow: ReadonlySet<string>,
): { readonly manner: string; readonly whole: string } {
  const { salt, include, exclude, allow, comments, paths } = settings;
  // The build stands for its rules, which take longer to be read than all else of a scan that finds nothing new.
  const rules = builtInOnly && BUILT ? [BUILD, settings.choices] : settings.rules;
  const manner = hash([version, history, engine, rules, salt ?? '', include, exclude, allow, comments, paths]);
  const tips = refs.map(({ name, object }) => `${name} ${object}`);
  return { manner, whole: hash([manner, tips, revisions.options, revisions.input, revisions.paths, [...shallow]]) };
}

function hash(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
