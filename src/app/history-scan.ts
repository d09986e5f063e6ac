import { withoutKnown } from '../config/baseline.js';
import { discoverConfig } from '../config/discover.js';
import { type Overrides, type Settings, settingsOf } from '../config/settings.js';
import type { Detector } from '../detect/detector.js';
import { FirstLook } from '../detect/first-look.js';
import { GuardError } from '../model/guard-error.js';
import type { HistoryFinding, HistoryResult } from '../model/history.js';
import type { ScanResult } from '../model/scan-result.js';
import { builtIn } from '../rules/built-in.js';
import { FamiliarText } from '../rules/familiar-text.js';
import { type EngineChoice, regexEngine } from '../rules/regex-engine.js';
import type { GitContext } from '../sources/git-process.js';
import { HistoryLog } from '../sources/history-log.js';
import { allRefs as refsOf, STASH, stillReachable, unreachableObjects } from '../sources/history-refs.js';
import { type HistoryRequest, historyRevisions } from '../sources/history-revisions.js';
import { packedBytes } from '../sources/pack-file.js';
import { beginAhead, type Packs, type PackThread } from '../sources/packed-objects.js';
import { pathFilter } from '../sources/path-filter.js';
import { idBytes, packFolder, type Repository, requireRepository, shallowCommits } from '../sources/repository.js';
import { detectorOf } from './detector-of.js';
import { type CachedHistory, cacheFile, mayBeCached, readCache, writeCache } from './history-cache.js';
import { commitFacts, namesOfScan } from './history-facts.js';
import { type CommitFacts, type Draft, draftsOf, historyFindings, historyTraces, nameDrafts, refDrafts } from './history-findings.js';
import { FirstPassOver, randomBits, type StoredPass, storedPass } from './history-first-pass.js';
import { type Reading, readHistory } from './history-reading.js';
import { HistorySecrets } from './history-secrets.js';
import { HistoryStory } from './history-story.js';
import { threadsFor } from './history-threads.js';
import { sayShallow, skippedPaths, withPath } from './history-told.js';
import { objectIds, type Shard, type Walk } from './history-walk.js';
import { rulesOf } from './rules-of.js';

/** For texts on their way to us, in bytes. */
const ROOM = 4 << 20;
/** A log is a quarter as long as what is packed; of longer ones nothing is said ahead, since the folder for temporary files may be small. */
const MOST_LOGGED_AHEAD = 1 << 30;

/** How far a scan is; `total` is known after a while, when it was asked for. */
export interface HistoryProgress {
  readonly objects: number;
  readonly bytes: number;
  readonly suspects: number;
  readonly total: number | undefined;
}

export interface HistoryScan {
  readonly context: GitContext;
  /** A configuration file named by the user; `false`: none is read. */
  readonly config: string | false | undefined;
  readonly overrides: Overrides;
  readonly engine: EngineChoice;
  readonly history: HistoryRequest;
  readonly shard?: Shard | undefined;
  /** What shards found: then no object is read but those that they suspect. `whole` is checked. */
  readonly parts?: { readonly whole: string; readonly passes: readonly StoredPass[] };
  /** false: nothing is read from or written to the user's cache folder. */
  readonly cache?: boolean;
  /** A file of findings that were there before; `false`: none counts. */
  readonly baseline?: string | false | undefined;
  /** How many threads look at objects; as many as can be fed, where it is not said. */
  readonly threads?: number | undefined;
  /** Of the program: another one may find more. */
  readonly version: string;
  /** Called before anything is read anew: not where an earlier run has told all. */
  readonly begins?: () => void;
  readonly progress?: (done: HistoryProgress) => void;
  /** Counts the objects ahead, for a progress that knows its end; costs a walk. */
  readonly count?: boolean;
  /** Asked between batches: true ends the reading, and what was found so far is told. */
  readonly stopped?: () => boolean;
}

export interface FinishedHistory {
  readonly result: HistoryResult;
  /** What the reading of the objects found, to be joined with that of other shards. */
  readonly pass: StoredPass;
  /** Hands out the secrets of the findings that are wanted, one character a byte: read anew, since nothing keeps them. */
  readonly reveal: (wanted: (finding: HistoryFinding) => boolean) => Promise<readonly string[]>;
  /** Names what was scanned and how: parts of one whole have the same. */
  readonly whole: string;
  readonly settings: Settings;
}

/**
 * A scan of a history. First every object is read once, in the order in which git reads fastest, and only those that may hold a finding are remembered; then one pass over the log tells where
 * they belong; then those few are scanned as files are, under the names they had.
 */
export async function scanHistory(request: HistoryScan): Promise<FinishedHistory> {
  const { context } = request;
  const repository = requireRepository(context);
  const packs = { folder: packFolder(repository, context), idBytes: idBytes(repository) };
  const packed = packedBytes(packs.folder);
  const begins = isWhole(request) && (request.threads ?? threadsFor(packed)) === 0;
  const known = request.cache !== false && mayBeCached(repository.gitDir, context.env);
  const source = { ...repository, packs, packed, begins, ahead: begins && !known ? beginAhead(packs) : undefined };
  try {
    return await scanFrom(source, request);
  } finally {
    await source.ahead?.stop();
  }
}

interface Source extends Repository {
  readonly packs: Packs;
  readonly packed: number;
  /** Is nearly all that packs hold wanted, and read by this thread? */
  readonly begins: boolean;
  /** Reads already. */
  readonly ahead: PackThread | undefined;
}

async function scanFrom({ root, gitDir, packs, packed, begins, ahead }: Source, request: HistoryScan): Promise<FinishedHistory> {
  const { context } = request;
  const begun = Date.now();
  const allRefs = refsOf(context);
  allRefs.catch(() => {}); // Awaited below: git is asked first, and answers while the rules are read.
  const { config } = request.config === false ? { config: {} } : await discoverConfig(context.cwd, root, request.config);
  const all = await rulesOf(config, root, context.env);
  // Old code that was insecure harms nobody; an old key does.
  const settings = settingsOf(config, { preset: 'secrets-only', ...given(request.overrides) }, all);
  const engine = regexEngine(request.engine);
  const detector = await detectorOf(settings, engine, all);
  const stopped = request.stopped ?? (() => false);
  const errors: GuardError[] = [];

  const refs = await allRefs;
  const shallow = shallowCommits({ root, gitDir });
  let revisions = await historyRevisions(
    request.history,
    refs.some(({ name }) => name === STASH),
    context,
  );
  let more: readonly string[] = [];
  let lost: ReadonlySet<string> = new Set();
  if (request.history.unreachable) {
    const { commits, others } = await unreachableObjects(revisions.input, context);
    revisions = { ...revisions, input: `${revisions.input}${commits.map((id) => `${id}\n`).join('')}` };
    more = others;
    lost = new Set([...commits, ...others]);
  }
  const { manner, whole } = namesOfScan(revisions, request, settings, all === builtIn(), refs, shallow);
  const cache = cacheFor(request, manner, context);
  const left = cache === undefined ? undefined : readCache(cache, manner);
  const cached = left !== undefined && (left.whole === whole || (await stillReachable(left.tips, revisions, context))) ? left : undefined;
  const told = cached?.whole === whole ? cached.told : undefined;
  const clean = (text: string): string => detector.scrub(text);
  const pass = new FirstPassOver(() => new FirstLook(detector, new FamiliarText(randomBits(), 'together', ROOM)));
  const story = new HistoryStory(pass, detector);
  const secrets = new HistorySecrets(detector, pathFilter(settings.include, settings.exclude), story, pass.kept);
  const end = (all: HistoryFindings, told: Pick<Told, 'skipped' | 'count' | 'suppressed' | 'omitted'>): FinishedHistory => {
    const found = newOnly(all, request, root);
    return {
      result: {
        ...found,
        suppressed: told.suppressed + all.findings.length - found.findings.length,
        omitted: told.omitted,
        skipped: told.skipped.map(({ path, why }) => ({ path: clean(path), why })),
        errors,
        complete: errors.length === 0,
        stats: statsOf(pass, detector, settings, Date.now() - begun),
        commits: told.count,
        objects: pass.objects,
      },
      settings,
      pass: storedPass(pass),
      reveal: (wanted) => secrets.revealed(found.findings.filter(wanted), context),
      whole,
    };
  };
  if (cached !== undefined) pass.add(cached.pass);
  if (told !== undefined) {
    // Nothing has changed: what was told is told again, from the few texts it is about.
    let drafts: readonly Draft[] = [];
    await guarded(errors, async () => {
      drafts = await draftsOf(told.traces, secrets, context);
    });
    return end(historyFindings(drafts, new Map(told.commits), lost, clean), told);
  }

  request.begins?.();
  const known = cached?.tips.map((tip) => `^${tip}\n`).join('') ?? '';
  const walk = { revisions: { ...revisions, input: revisions.input + known }, indexed: request.history.unreachable, more, shard: request.shard, stopped };
  let total: number | undefined;
  if (request.count === true) {
    void countObjects({ ...walk, missing: () => {} }, context).then(
      (count) => {
        total = count + (cached?.pass.objects ?? 0);
      },
      () => {},
    );
  }
  if (request.parts !== undefined) {
    if (request.parts.whole !== whole)
      throw new GuardError('usage', 'The shards are of another state of the repository, or of another configuration.', {
        hint: 'Run merge in a clone with the same refs, with the same options as the shards.',
      });
    for (const part of request.parts.passes) pass.add(part);
  }
  let log: HistoryLog | undefined;
  // Told while the objects are read: git waits for us, and we for git, less than both together take.
  const listed = (): void => {
    log ??= new HistoryLog(revisions, context, packed <= MOST_LOGGED_AHEAD);
  };
  await guarded(errors, async () => {
    if (request.parts !== undefined) return;
    const missing = (id: string, error: GuardError): void => void pass.failed.set(id, error);
    const ids = objectIds({ ...walk, missing }, context);
    // A thread has the built-in rules alone.
    const threads = all === builtIn() ? (request.threads ?? threadsFor(packed)) : 0;
    const { choices } = settings;
    const progress: Reading['progress'] = (done) => request.progress?.({ ...done, total });
    const thread = begins && cached === undefined ? (ahead ?? beginAhead(packs)) : undefined;
    if (thread !== undefined) listed();
    const logged = thread === undefined || log === undefined ? {} : { logged: { log, refs, thread } };
    await readHistory(pass, { ids, ...logged, packs, listed, threads, choices, engine: request.engine, progress, stopped }, context);
  });
  if (stopped()) errors.push(new GuardError('git-failed', 'The scan was interrupted: the rest of the history was not read.', { hint: 'Run it again to the end.' }));

  const head = refs.some(({ name }) => name === 'HEAD');
  await guarded(errors, () => story.read(log ?? new HistoryLog(revisions, context, false), revisions, { indexed: request.history.unreachable, head }, context));
  await guarded(errors, () => secrets.read(pass, context));
  const traces = historyTraces(story, secrets, refs);
  const named = [...nameDrafts(story), ...refDrafts(refs, story.graph, detector)];
  let drafts: readonly Draft[] = named;
  let commits: ReadonlyMap<number, CommitFacts> = new Map();
  await guarded(errors, async () => {
    drafts = [...(await draftsOf(traces, secrets, context)), ...named];
    commits = await commitFacts(drafts, story.graph, refs, revisions, request.history.unreachable, context);
  });
  sayShallow(story, shallow, errors);
  // In whatever order they were asked for.
  for (const [id, error] of [...pass.failed].sort(([a], [b]) => (a < b ? -1 : 1))) errors.push(withPath(error, story.pathOf(id)));
  const summary = { skipped: skippedPaths(pass, story), count: story.graph.size, suppressed: secrets.suppressed, omitted: secrets.omitted };
  if (cache !== undefined && errors.length === 0) {
    const tips = [...new Set([...refs.map(({ object }) => object), ...revisions.stash])];
    // A name that is itself a secret is kept nowhere.
    const rest = named.length > 0 ? {} : { told: { ...summary, traces, commits: [...commits] } };
    writeCache(cache, { whole, manner, tips, pass: storedPass(pass), ...rest });
  }
  return end(historyFindings(drafts, commits, lost, clean), summary);
}

type HistoryFindings = Pick<HistoryResult, 'findings' | 'secrets'>;

/** Without what a baseline lets pass. */
function newOnly(found: HistoryFindings, { baseline, config, context }: HistoryScan, root: string): HistoryFindings {
  if (baseline === false || (baseline === undefined && config === false)) return found;
  const findings = new Set(withoutKnown(found.findings, root, context.cwd, baseline));
  const secrets = found.secrets.map((secret) => ({ ...secret, findings: secret.findings.filter((finding) => findings.has(finding)) }));
  return { findings: [...findings], secrets: secrets.filter((secret) => secret.findings.length > 0) };
}

type Told = NonNullable<CachedHistory['told']>;

/** Where an earlier run of the whole history may have left what it knew. */
function cacheFor(request: HistoryScan, manner: string, context: GitContext): string | undefined {
  if (request.cache === false || !isWhole(request)) return undefined;
  return cacheFile(requireRepository(context).gitDir, manner, context.env);
}

/** Is everything asked for that any ref leads to? */
function isWhole({ history, shard, parts }: HistoryScan): boolean {
  const { names, since, maxCommits, unreachable } = history;
  return names.length === 0 && since === undefined && maxCommits === undefined && !unreachable && shard === undefined && parts === undefined;
}

async function countObjects(walk: Walk, context: GitContext): Promise<number> {
  let count = 0;
  for await (const ids of objectIds(walk, context)) count += ids.length;
  return count;
}

function given(overrides: Overrides): Overrides {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}

function statsOf(pass: FirstPassOver, detector: Detector, settings: Settings, ms: number): ScanResult['stats'] {
  const rules = settings.choices.filter((choice) => choice !== 'off').length;
  return { files: pass.objects, bytes: pass.bytes, addedLines: 0, rules, ms, engine: detector.ruleset.engine.name };
}

/** What kept a part of the job from being done is told; the other parts are done. */
async function guarded(errors: GuardError[], part: () => Promise<void>): Promise<void> {
  try {
    await part();
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    if (!errors.some(({ message }) => message === error.message)) errors.push(error);
  }
}
