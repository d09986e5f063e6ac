import { withoutKnown } from '../config/baseline.js';
import { discoverConfig } from '../config/discover.js';
import { type Settings, settingsOf } from '../config/settings.js';
import type { Detector } from '../detect/detector.js';
import { scanMessage } from '../detect/scan-message.js';
import { scanName } from '../detect/scan-name.js';
import { scanText } from '../detect/scan-text.js';
import type { Finding } from '../model/finding.js';
import { GuardError } from '../model/guard-error.js';
import type { ScanResult } from '../model/scan-result.js';
import type { Origin } from '../model/source-text.js';
import { regexEngine } from '../rules/regex-engine.js';
import { BlobReader } from '../sources/blob-reader.js';
import { changeTexts } from '../sources/change.js';
import type { LoggedChange, LoggedCommit } from '../sources/commit-log.js';
import { type DiffEntry, GITLINK, isEmptyBlob } from '../sources/diff-entry.js';
import type { GitContext } from '../sources/git-process.js';
import { messageIdentity, personIdentity } from '../sources/message-text.js';
import { pathFilter } from '../sources/path-filter.js';
import type { Repository } from '../sources/repository.js';
import type { PathFilter } from '../sources/source-item.js';
import { treeBlobs } from '../sources/tree-blobs.js';
import { binaryKind } from '../text/binary-magic.js';
import { decode } from '../text/decode.js';
import { languageOf } from '../text/language-of.js';
import { withPairsJoined } from './credential-pairs.js';
import { detectorOf } from './detector-of.js';
import { objectIdentity, refIdentity, type Unproven } from './push-look.js';
import { rulesOf } from './rules-of.js';
import { type Look, lookOf, runScan } from './run-scan.js';
import { fails } from './verdict.js';

export interface FinishedPush {
  readonly result: ScanResult;
  readonly settings: Settings;
  /** What was found clean, for the receipts. */
  readonly clean: readonly string[];
}

/** How many blobs are asked for at once, while those asked for before are looked at. */
const BATCH = 32;

/** Scans what a push takes along and nobody has looked at before. */
export async function scanPush(unproven: Unproven, repository: Repository, context: GitContext): Promise<FinishedPush> {
  const begun = Date.now();
  const { config } = await discoverConfig(context.cwd, repository.root);
  const all = await rulesOf(config, repository.root, context.env);
  const settings = settingsOf(config, {}, all);
  const detector = await detectorOf(settings, regexEngine('auto'), all);
  const scan = new PushScan(detector, settings, context);
  try {
    await scan.commits(unproven.commits);
    for (const object of unproven.objects) await scan.object(object);
    for (const ref of unproven.refs) scan.ref(ref);
  } finally {
    scan.close();
  }
  const result = scan.result(Date.now() - begun);
  const findings = withoutKnown(result.findings, repository.root, context.cwd, undefined);
  return { result: { ...result, findings: withPairsJoined(findings), suppressed: result.suppressed + result.findings.length - findings.length }, settings, clean: scan.clean };
}

class PushScan {
  readonly clean: string[] = [];
  readonly #detector: Detector;
  readonly #look: Look;
  readonly #settings: Settings;
  readonly #context: GitContext;
  readonly #filter: PathFilter;
  readonly #blobs: BlobReader;
  readonly #parts: ScanResult[] = [];
  #files = 0;
  #bytes = 0;

  constructor(detector: Detector, settings: Settings, context: GitContext) {
    this.#detector = detector;
    this.#look = lookOf(detector);
    this.#settings = settings;
    this.#context = context;
    this.#filter = pathFilter(settings.include, settings.exclude);
    this.#blobs = new BlobReader(context);
  }

  close(): void {
    this.#blobs.close();
  }

  /**
   * First every new content is scanned whole, once however many commits bring it: what has no finding in all of its lines has none in those that a commit adds. Only commits with anything in
   * them are then judged line by line.
   */
  async commits(commits: readonly LoggedCommit[]): Promise<void> {
    const suspicious = await this.#suspicious(commits);
    for (const commit of [...commits].reverse()) {
      this.#beside(commit);
      const doubtful = commit.changes.filter((change) => suspicious.has(contentKey(change)));
      const clear = commit.changes.filter((change) => !suspicious.has(contentKey(change)));
      this.clean.push(...clear.map(({ identity }) => identity));
      if (doubtful.length === 0) continue;
      const origin = (blob: string): Origin => ({ door: 'commit', commit: commit.id, blob });
      const changes = doubtful.map(({ entry, others }) => ({ entry, others, origin }));
      const result = await runScan(changeTexts(streamed(changes), this.#blobs, this.#filter), this.#look);
      this.#parts.push({
        ...result,
        findings: result.findings.map((finding) => ('commit' in finding.origin ? finding : { ...finding, origin: { door: 'message', commit: commit.id } })),
      });
      if (result.complete && !this.#failing(result.findings)) this.clean.push(...doubtful.map(({ identity }) => identity));
    }
  }

  /** The new contents, by blob and path, in which there is anything at all, or that cannot be read. */
  async #suspicious(commits: readonly LoggedCommit[]): Promise<ReadonlySet<string>> {
    const contents = new Map<string, DiffEntry>();
    for (const { changes } of commits) for (const change of changes) contents.set(contentKey(change), change.entry);
    const suspicious = new Set<string>();
    const read: [key: string, entry: DiffEntry][] = [];
    for (const [key, entry] of contents) {
      if (scanName(entry.path, this.#detector).length > 0) suspicious.add(key);
      if (entry.newMode !== GITLINK && this.#filter(entry.path) && !isEmptyBlob(entry.newId)) read.push([key, entry]);
    }
    const batches = Array.from({ length: Math.ceil(read.length / BATCH) }, (_, index) => read.slice(index * BATCH, (index + 1) * BATCH));
    let next = this.#contents(batches[0] ?? []);
    for (let index = 0; index < batches.length; index++) {
      const now = next;
      next = this.#contents(batches[index + 1] ?? []); // git reads while we look.
      for (const { key, path, content } of now) {
        const clear = await content.then(
          (bytes) => this.#clear(bytes, path),
          () => false, // Told when the commit is judged.
        );
        if (!clear) suspicious.add(key);
      }
    }
    return suspicious;
  }

  #contents(batch: readonly (readonly [key: string, entry: DiffEntry])[]) {
    return batch.map(([key, { newId, path }]) => {
      const content = this.#blobs.read(newId);
      content.catch(() => {}); // Awaited later; until then a failure must not count as unhandled.
      return { key, path, content };
    });
  }

  #clear(raw: Buffer, path: string): boolean {
    this.#files++;
    this.#bytes += raw.length;
    return binaryKind(raw) !== undefined || this.#whole(raw, path).findings.length === 0;
  }

  #whole(raw: Buffer, path: string) {
    return scanText({ path, bytes: decode(raw).bytes, language: languageOf(path), added: { kind: 'all' }, origin: { door: 'file' } }, this.#detector);
  }

  /** Message and people of a commit. */
  #beside({ id, message, people }: LoggedCommit): void {
    const origin = { door: 'message', commit: id } as const;
    this.#judge(scanMessage(message, 'commit-message', origin, this.#detector), messageIdentity(message));
    for (const person of people) this.#judge(scanMessage(person, 'person', origin, this.#detector), personIdentity(person));
  }

  /** What a ref names that is no commit: a tag, or files without a history. */
  async object(object: Unproven['objects'][number]): Promise<void> {
    const { type, id, name } = object;
    try {
      if (type === 'tag')
        return this.#judge(scanMessage((await this.#blobs.read(id)).toString('utf8'), 'tag-message', { door: 'message' }, this.#detector), objectIdentity(object));
      const findings: Finding[] = [];
      for (const { blob, path } of type === 'tree' ? await treeBlobs(id, this.#context) : [{ blob: id, path: name }]) {
        if (type === 'tree' && !this.#filter(path)) continue;
        findings.push(...scanName(path, this.#detector));
        const raw = await this.#blobs.read(blob);
        if (!this.#clear(raw, path)) findings.push(...this.#whole(raw, path).findings.map((finding) => ({ ...finding, path: this.#detector.scrub(path) })));
      }
      this.#judge(findings, objectIdentity(object));
    } catch (error) {
      if (!(error instanceof GuardError)) throw error;
      this.#parts.push(part([], [error]));
    }
  }

  ref(ref: string): void {
    const findings = scanName(ref, this.#detector).map((finding): Finding => ({ ...finding, path: this.#detector.scrub(ref), where: 'ref-name' }));
    this.#judge(findings, refIdentity(ref));
  }

  #judge(findings: readonly Finding[], identity: string): void {
    if (findings.length > 0) this.#parts.push(part(findings, []));
    if (!this.#failing(findings)) this.clean.push(identity);
  }

  #failing(findings: readonly Finding[]): boolean {
    return findings.some((finding) => fails(finding, this.#settings.failOn));
  }

  result(ms: number): ScanResult {
    const parts = this.#parts;
    const sum = (of: (one: ScanResult) => number): number => parts.reduce((total, one) => total + of(one), 0);
    const { ruleset } = this.#detector;
    return {
      findings: parts.flatMap(({ findings }) => findings),
      suppressed: sum(({ suppressed }) => suppressed),
      omitted: sum(({ omitted }) => omitted),
      skipped: parts.flatMap(({ skipped }) => skipped),
      errors: parts.flatMap(({ errors }) => errors),
      complete: parts.every(({ complete }) => complete),
      stats: { files: this.#files, bytes: this.#bytes, addedLines: sum(({ stats }) => stats.addedLines), rules: ruleset.size, ms, engine: ruleset.engine.name },
    };
  }
}

function contentKey({ entry: { newId, path } }: LoggedChange): string {
  return `${newId} ${path}`;
}

async function* streamed<T>(things: readonly T[]): AsyncGenerator<T> {
  yield* things;
}

function part(findings: readonly Finding[], errors: readonly GuardError[]): ScanResult {
  const stats = { files: 0, bytes: 0, addedLines: 0, rules: 0, ms: 0, engine: undefined };
  return { findings, suppressed: 0, omitted: 0, skipped: [], errors, complete: errors.length === 0, stats };
}
