import type { Detector } from '../detect/detector.js';
import { scanPlaces } from '../detect/scan-places.js';
import { type Reveal, scanText } from '../detect/scan-text.js';
import type { Suspicion } from '../detect/suspicion.js';
import type { Finding } from '../model/finding.js';
import type { HistoryFinding } from '../model/history.js';
import type { SourceText } from '../model/source-text.js';
import type { Stretch } from '../rules/familiar-text.js';
import type { GitContext } from '../sources/git-process.js';
import { type ObjectType, readObjects } from '../sources/history-objects.js';
import { letGoOf } from '../sources/small-heap.js';
import type { PathFilter } from '../sources/source-item.js';
import { decode } from '../text/decode.js';
import { languageOf } from '../text/language-of.js';
import { type FirstPass, MOST_BYTES, messageOf } from './history-first-pass.js';
import type { HistoryStory } from './history-story.js';

/** Blobs are asked for by so many. */
const BATCH = 500;

/** A secret and the texts that hold it. */
export interface HeldSecret {
  readonly blobs: Set<string>;
  /** Commits and tags whose messages hold it. */
  readonly messages: Map<string, 'commit' | 'tag'>;
}

/** The second look: scans what may hold something as files are scanned, under every name it had, and gathers what is the same secret. */
export class HistorySecrets {
  readonly byKey = new Map<string, HeldSecret>();
  suppressed = 0;
  omitted = 0;
  readonly #detector: Detector;
  readonly #filter: PathFilter;
  readonly #story: HistoryStory;
  readonly #kept: ReadonlyMap<string, Buffer>;

  /** @param kept what some of the blobs hold that are to be looked at. */
  constructor(detector: Detector, filter: PathFilter, story: HistoryStory, kept: ReadonlyMap<string, Buffer>) {
    this.#detector = detector;
    this.#filter = filter;
    this.#story = story;
    this.#kept = kept;
  }

  async read({ blobs, messages, suspicions }: FirstPass, context: GitContext): Promise<void> {
    const names = new Map<string, readonly string[]>();
    for (const id of blobs) {
      const differing = this.#names(id, suspicions.get(id));
      if (differing.length > 0) names.set(id, differing);
    }
    await this.#each(names.keys(), context, (object) => this.#blob(object, object.content, names.get(object.id) ?? [], suspicions.get(object.id)?.places));
    await this.#each(messages, context, (object) => {
      if (object.type === 'commit' || object.type === 'tag') this.#message(object, object.type, messageOf(object.content));
    });
  }

  /** The findings of some blobs under given names, read once more: only few of all versions are told of. */
  async findingsOf(wanted: ReadonlyMap<string, ReadonlySet<string>>, context: GitContext, reveal?: Reveal): Promise<Map<string, readonly Finding[]>> {
    const found = new Map<string, readonly Finding[]>();
    await this.#each(wanted.keys(), context, (object) => {
      const content = object.type === 'blob' ? object.content : messageOf(object.content);
      for (const path of wanted.get(object.id) ?? []) found.set(`${object.id}\0${path}`, scanText(textOf(object, content, path), this.#detector, reveal).findings);
    });
    return found;
  }

  /** The secrets of findings, each once, as they stand in their texts. */
  async revealed(findings: readonly HistoryFinding[], context: GitContext): Promise<readonly string[]> {
    const keys = new Set(findings.map(keyOf));
    const wanted = new Map<string, Set<string>>();
    for (const { origin, paths } of findings) if (origin.door === 'commit' && origin.blob !== '') wanted.set(origin.blob, new Set([paths[0] ?? '']));
    const found = new Set<string>();
    await this.findingsOf(wanted, context, (finding, secret) => {
      if (keys.has(keyOf(finding))) found.add(secret);
    });
    return [...found];
  }

  async #each(ids: Iterable<string>, context: GitContext, take: (object: Held) => void): Promise<void> {
    const others: string[] = [];
    for (const id of ids) {
      const content = this.#kept.get(id);
      if (content === undefined) others.push(id);
      else take({ id, type: 'blob', content });
    }
    if (others.length > 0) await eachObject(others, context, take);
  }

  /** The names under which something may be found in a blob, as few of them as make a difference. */
  #names(id: string, suspicion: Suspicion | undefined): readonly string[] {
    const paths = this.#story.pathsOf(id).filter(this.#filter);
    const names = paths.length === 0 && this.#story.pathOf(id) === undefined ? [''] : paths;
    const named = suspicion === undefined ? [] : names.filter((path) => suspicion.byName.some((rule) => this.#tellsOf(rule, path)));
    if (suspicion?.anywhere === false) return named;
    return this.#pathsMatter ? names : [...new Set([...namesThatDiffer(names), ...named])];
  }

  /** Does the rule tell of a file of that name? */
  #tellsOf(rule: string, path: string): boolean {
    const files = this.#detector.ruleset.named(rule)?.files;
    return files === undefined || new RegExp(files).test(path.toLowerCase());
  }

  #blob(object: Named, content: Buffer, names: readonly string[], places: readonly Stretch[] | undefined): void {
    const { id } = object;
    for (const path of names) {
      const text = textOf(object, content, path);
      const { findings, suppressed, omitted } = places === undefined ? scanText(text, this.#detector) : scanPlaces(text, places, this.#detector);
      this.suppressed += suppressed;
      this.omitted += omitted;
      for (const finding of findings) this.#secret(finding).blobs.add(id);
      letGoOf(content.length);
    }
  }

  /** Has the configuration a word to say about some paths? Then one name does not stand for another. */
  get #pathsMatter(): boolean {
    const { allowances, rulesAt } = this.#detector.policy;
    return rulesAt !== undefined || allowances.some(({ path }) => path !== undefined);
  }

  #message(object: Named, type: 'commit' | 'tag', content: Buffer): void {
    const { findings, suppressed } = scanText(textOf(object, content, ''), this.#detector);
    this.suppressed += suppressed;
    for (const finding of findings) this.#secret(finding).messages.set(object.id, type);
  }

  #secret(finding: Finding): HeldSecret {
    const key = keyOf(finding);
    let secret = this.byKey.get(key);
    if (secret === undefined) {
      secret = { blobs: new Set(), messages: new Map() };
      this.byKey.set(key, secret);
    }
    return secret;
  }
}

/** What names a secret wherever it occurs: its rule, and the keyed part of its fingerprint. */
export function keyOf({ ruleId, fingerprint }: Finding): string {
  return `${ruleId}-${fingerprint.slice(fingerprint.indexOf('-') + 1)}`;
}

interface Named {
  readonly id: string;
  readonly type: ObjectType;
}

interface Held extends Named {
  readonly content: Buffer;
}

function textOf({ id, type }: Named, content: Buffer, path: string): SourceText {
  return { path, bytes: decode(content).bytes, language: languageOf(path), added: { kind: 'all' }, origin: { door: 'commit', commit: type === 'blob' ? '' : id, blob: id } };
}

/** A file that moved through many folders need not be scanned for each: what counts is its language and the kind of folder, so a handful of names is enough. */
function namesThatDiffer(paths: readonly string[]): readonly string[] {
  if (paths.length < 2) return paths;
  const byLanguage = new Map<string, string>();
  for (const path of paths) if (!byLanguage.has(languageOf(path))) byLanguage.set(languageOf(path), path);
  return [...byLanguage.values()];
}

/** Objects that were read before: one that cannot be read any more ends it all. */
function eachObject(ids: readonly string[], context: GitContext, take: (object: Held) => void): Promise<void> {
  return readObjects(batches(ids), context, MOST_BYTES, (objects) => {
    for (const object of objects) {
      if (object.kind === 'failed') throw object.error;
      take(object);
    }
    return true;
  });
}

async function* batches(ids: readonly string[]): AsyncGenerator<readonly string[]> {
  for (let at = 0; at < ids.length; at += BATCH) yield ids.slice(at, at + BATCH);
}
