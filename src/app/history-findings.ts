import type { Detector } from '../detect/detector.js';
import { scanName } from '../detect/scan-name.js';
import type { Finding } from '../model/finding.js';
import type { HistoryFinding, HistoryResult, HistorySecret, Reach } from '../model/history.js';
import type { GitContext } from '../sources/git-process.js';
import { allRefs, type Ref } from '../sources/history-refs.js';
import type { Revisions } from '../sources/history-revisions.js';
import type { HistoryGraph, TracedChange } from './history-graph.js';
import { type Holders, holdersOf } from './history-reach.js';
import { type HeldSecret, type HistorySecrets, keyOf } from './history-secrets.js';
import type { HistoryStory } from './history-story.js';
import { type Stay, tracesOf } from './history-trace.js';
import { secretsOf } from './secrets-of.js';

/** Findings told of one secret in one version of a file. */
const MOST_LINES = 10;

export interface Found {
  readonly story: HistoryStory;
  readonly secrets: HistorySecrets;
  readonly detector: Detector;
  readonly revisions: Revisions;
  readonly context: GitContext;
  /** Were reflogs read too? */
  readonly reflogs: boolean;
  /** Objects that nothing leads to. */
  readonly lost: ReadonlySet<string>;
}

/** A finding before it is known what leads to its commit. */
interface Draft {
  readonly finding: Finding;
  readonly stay: Stay;
  readonly inHead: boolean;
  readonly versions: number;
  /** The ref that names the tag the finding is in. */
  readonly refs?: readonly string[];
}

/** Joins what was found with what the log told: one finding for every stay of a secret in a file, a message or a name. */
export async function historyFindings(found: Found): Promise<Pick<HistoryResult, 'findings' | 'secrets'>> {
  const { story, context, revisions, reflogs, detector, lost } = found;
  const refs = await allRefs(context);
  const drafts = [...(await fileDrafts(found)), ...messageDrafts(found, refs), ...nameDrafts(story), ...refDrafts(refs, story.graph, detector)];
  const marked = new Set(drafts.flatMap(({ stay }) => [stay.introduced, stay.removed].filter((at) => at !== undefined)));
  const holders = await holdersOf(marked, story.graph, revisions, reflogs, context);
  const ids = story.graph.ids();
  const clean = (text: string): string => detector.scrub(text);
  const findings = drafts.map((draft) => told(draft, story.graph, holders, (at) => ids[at] ?? '', clean, lost));
  const secrets: readonly HistorySecret[] = secretsOf(findings);
  return { findings: secrets.flatMap((secret) => secret.findings), secrets };
}

async function fileDrafts({ story, secrets, context }: Found): Promise<Draft[]> {
  const stays: { readonly key: string; readonly secret: HeldSecret; readonly stay: Stay }[] = [];
  for (const [key, secret] of secrets.byKey) for (const stay of staysOf(secret, story)) stays.push({ key, secret, stay });
  const wanted = new Map<string, Set<string>>();
  for (const { stay } of stays) wanted.set(stay.blob, (wanted.get(stay.blob) ?? new Set()).add(stay.path));
  const scanned = await secrets.findingsOf(wanted, context);
  return stays.flatMap(({ key, secret, stay }) => {
    const inHead = [...secret.blobs].some((blob) => story.headPaths.get(blob)?.some((path) => stay.paths.includes(path)) === true);
    const same = (scanned.get(`${stay.blob}\0${stay.path}`) ?? []).filter((finding) => keyOf(finding) === key);
    return same.slice(0, MOST_LINES).map((finding) => ({ finding, stay, inHead, versions: secret.blobs.size }));
  });
}

/** The stays that the log tells of, and every version it does not tell of: staged, dangling, or older than the walk. */
function staysOf({ blobs }: HeldSecret, story: HistoryStory): Stay[] {
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

function messageDrafts({ story, secrets }: Found, refs: readonly Ref[]): Draft[] {
  const drafts: Draft[] = [];
  for (const { messages } of secrets.byKey.values()) {
    for (const [id, { type, finding }] of messages) {
      const stay = { introduced: type === 'commit' ? story.graph.indexOf(id) : undefined, removed: undefined, path: '', blob: '', paths: [] };
      const tags = refs.filter(({ object }) => object === id).map(({ name }) => name);
      const where = type === 'commit' ? 'commit-message' : 'tag-message';
      drafts.push({ finding: { ...finding, where, path: '' }, stay, inHead: false, versions: messages.size, ...(type === 'tag' ? { refs: tags } : {}) });
    }
  }
  return drafts;
}

function nameDrafts(story: HistoryStory): Draft[] {
  const drafts: Draft[] = [];
  for (const [path, { findings, commit }] of story.names) {
    const stay = { introduced: commit, removed: undefined, path, blob: '', paths: [path] };
    for (const finding of findings) drafts.push({ finding, stay, inHead: false, versions: 1 });
  }
  return drafts;
}

function refDrafts(refs: readonly Ref[], graph: HistoryGraph, detector: Detector): Draft[] {
  return refs.flatMap(({ name, commit }) =>
    scanName(name, detector).map((finding) => {
      const stay = { introduced: graph.indexOf(commit), removed: undefined, path: '', blob: '', paths: [] };
      return { finding: { ...finding, path: '', where: 'ref-name' as const }, stay, inHead: false, versions: 1 };
    }),
  );
}

function told(
  { finding, stay, inHead, versions, refs }: Draft,
  graph: HistoryGraph,
  holders: ReadonlyMap<number, Holders>,
  idOf: (at: number) => string,
  clean: (text: string) => string,
  lost: ReadonlySet<string>,
): HistoryFinding {
  const note = (at: number | undefined) => {
    if (at === undefined) return undefined;
    const commit = graph.note(at, idOf);
    return { ...commit, author: clean(commit.author) };
  };
  const introduced = note(stay.introduced);
  const removed = inHead ? undefined : note(stay.removed);
  const held = stay.introduced === undefined ? undefined : holders.get(stay.introduced);
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
  for (const one of ['local', 'remote'] as const) if (held.reach.has(one)) reach.push(one);
  // A stash and a reflog matter where nothing else leads to a commit: they begin at branches, and have their history.
  for (const one of ['stash', 'reflog'] as const) if (reach.length === 0 && held.reach.has(one)) reach.push(one);
  return reach.length === 0 ? ['dangling'] : reach;
}
