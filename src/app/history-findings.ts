import type { Detector } from '../detect/detector.js';
import { scanName } from '../detect/scan-name.js';
import type { Finding } from '../model/finding.js';
import type { HistoryFinding, HistoryResult, Reach } from '../model/history.js';
import type { GitContext } from '../sources/git-process.js';
import type { Ref } from '../sources/history-refs.js';
import type { HistoryGraph, TracedChange } from './history-graph.js';
import type { Holders } from './history-reach.js';
import { type HeldSecret, type HistorySecrets, keyOf } from './history-secrets.js';
import type { HistoryStory } from './history-story.js';
import { type Stay, tracesOf } from './history-trace.js';
import { secretsOf } from './secrets-of.js';

/** Findings told of one secret in one version of a file. */
const MOST_LINES = 10;

/** A stay of a secret in a file, or the message that holds it: all that is to be told, but for the finding itself, which holds a line of the text. */
export interface Trace {
  readonly key: string;
  readonly stay: Stay;
  readonly inHead: boolean;
  readonly versions: number;
  readonly message?: { readonly id: string; readonly type: 'commit' | 'tag' };
  /** The refs that name the tag the finding is in. */
  readonly refs?: readonly string[];
}

/** A trace with its finding. */
export interface Draft extends Omit<Trace, 'key'> {
  readonly finding: Finding;
}

/** What is told of a commit. */
export interface CommitFacts {
  readonly id: string;
  readonly author: string;
  readonly date: string;
  readonly holders: Holders | undefined;
}

/** All stays of all secrets in files and messages. */
export function historyTraces(story: HistoryStory, secrets: HistorySecrets, refs: readonly Ref[]): Trace[] {
  const traces: Trace[] = [];
  for (const [key, { blobs, messages }] of secrets.byKey) {
    for (const stay of staysOf({ blobs }, story)) {
      const inHead = [...blobs].some((blob) => story.headPaths.get(blob)?.some((path) => stay.paths.includes(path)) === true);
      traces.push({ key, stay, inHead, versions: blobs.size });
    }
    for (const [id, type] of messages) {
      const stay = { introduced: type === 'commit' ? story.graph.indexOf(id) : undefined, removed: undefined, path: '', blob: '', paths: [] };
      const tags = type === 'commit' ? {} : { refs: refs.filter(({ object }) => object === id).map(({ name }) => name) };
      traces.push({ key, stay, inHead: false, versions: messages.size, message: { id, type }, ...tags });
    }
  }
  return traces;
}

/** The findings of traces, from their texts read once more: only few of all versions are told of. */
export async function draftsOf(traces: readonly Trace[], secrets: HistorySecrets, context: GitContext): Promise<Draft[]> {
  const wanted = new Map<string, Set<string>>();
  for (const { stay, message } of traces) {
    const id = message?.id ?? stay.blob;
    wanted.set(id, (wanted.get(id) ?? new Set()).add(stay.path));
  }
  const scanned = await secrets.findingsOf(wanted, context);
  return traces.flatMap(({ key, ...trace }) => {
    const { stay, message } = trace;
    const same = (scanned.get(`${message?.id ?? stay.blob}\0${stay.path}`) ?? []).filter((finding) => keyOf(finding) === key);
    if (message === undefined) return same.slice(0, MOST_LINES).map((finding) => ({ ...trace, finding }));
    const where = message.type === 'commit' ? ('commit-message' as const) : ('tag-message' as const);
    return same.slice(0, 1).map((finding) => ({ ...trace, finding: { ...finding, where, path: '' } }));
  });
}

/** Joins what was found with what the log told: one finding for every stay of a secret in a file, a message or a name. */
export function historyFindings(
  drafts: readonly Draft[],
  commits: ReadonlyMap<number, CommitFacts>,
  lost: ReadonlySet<string>,
  clean: (text: string) => string,
): Pick<HistoryResult, 'findings' | 'secrets'> {
  const secrets = secretsOf(drafts.map((draft) => told(draft, commits, lost, clean)));
  return { findings: secrets.flatMap((secret) => secret.findings), secrets };
}

/** The stays that the log tells of, and every version it does not tell of: staged, dangling, or older than the walk. */
function staysOf({ blobs }: Pick<HeldSecret, 'blobs'>, story: HistoryStory): Stay[] {
  const changes = new Set<TracedChange>();
  const loose: Stay[] = [];
  for (const blob of blobs) {
    const own = story.changesOf.get(blob) ?? [];
    for (const change of own) changes.add(change);
    if (own.some((change) => change.blob === blob)) continue;
    const path = story.pathOf(blob) ?? '';
    loose.push({ introduced: undefined, removed: undefined, path, blob, paths: [path] });
  }
  const traced = tracesOf(
    blobs,
    [...changes].sort((a, b) => a.commit - b.commit),
  );
  const known = new Set(traced.flatMap(({ paths }) => paths));
  const news = new Map(loose.filter(({ path }) => path === '' || !known.has(path)).map((stay) => [stay.path === '' ? stay.blob : stay.path, stay]));
  return [...traced, ...news.values()];
}

/** Findings in the names of files. */
export function nameDrafts(story: HistoryStory): Draft[] {
  const drafts: Draft[] = [];
  for (const [path, { findings, commit }] of story.names) {
    const stay = { introduced: commit, removed: undefined, path, blob: '', paths: [path] };
    for (const finding of findings) drafts.push({ finding, stay, inHead: false, versions: 1 });
  }
  return drafts;
}

/** Findings in the names of refs. */
export function refDrafts(refs: readonly Ref[], graph: HistoryGraph, detector: Detector): Draft[] {
  return refs.flatMap(({ name, commit }) =>
    scanName(name, detector).map((finding) => {
      const stay = { introduced: graph.indexOf(commit), removed: undefined, path: '', blob: '', paths: [] };
      return { finding: { ...finding, path: '', where: 'ref-name' as const }, stay, inHead: false, versions: 1 };
    }),
  );
}

function told(
  { finding, stay, inHead, versions, refs }: Draft,
  commits: ReadonlyMap<number, CommitFacts>,
  lost: ReadonlySet<string>,
  clean: (text: string) => string,
): HistoryFinding {
  const note = (at: number | undefined) => {
    const facts = at === undefined ? undefined : commits.get(at);
    return facts === undefined ? undefined : { id: facts.id, author: clean(facts.author), date: facts.date };
  };
  const introduced = note(stay.introduced);
  const removed = inHead ? undefined : note(stay.removed);
  const held = stay.introduced === undefined ? undefined : commits.get(stay.introduced)?.holders;
  const isNote = held?.onlyNotes === true && finding.where === 'file';
  const commit = introduced?.id ?? ('commit' in finding.origin ? finding.origin.commit : '');
  const blob = stay.blob === '' && 'blob' in finding.origin ? finding.origin.blob : stay.blob;
  return {
    ...finding,
    path: isNote ? '' : clean(finding.path),
    where: isNote ? 'note' : finding.where,
    origin: { door: 'commit', commit, blob },
    ...(introduced === undefined ? {} : { introduced }),
    ...(removed === undefined ? {} : { removed }),
    reachable: reachOf(inHead, held, lost.has(blob)),
    refs: (refs ?? held?.refs ?? []).map(clean),
    moreRefs: refs === undefined && held !== undefined ? held.count - held.refs.length : 0,
    paths: isNote ? [] : stay.paths.map(clean),
    versions,
  };
}

/** What is in no commit is held by a tag, by the index, or by nothing. */
function reachOf(inHead: boolean, held: Holders | undefined, lost: boolean): Reach[] {
  const reach: Reach[] = inHead ? ['HEAD'] : [];
  if (held === undefined) return lost ? ['dangling'] : [...reach, 'local'];
  for (const one of ['local', 'remote'] as const) if (held.reach.includes(one)) reach.push(one);
  // A stash and a reflog matter where nothing else leads to a commit: they begin at branches, and have their history.
  for (const one of ['stash', 'reflog'] as const) if (reach.length === 0 && held.reach.includes(one)) reach.push(one);
  return reach.length === 0 ? ['dangling'] : reach;
}
