import { withoutKnown } from '../config/baseline.js';
import { discoverConfig } from '../config/discover.js';
import { type Settings, settingsOf } from '../config/settings.js';
import { attributedTo, signedByPerson } from '../detect/attribution.js';
import type { Detector } from '../detect/detector.js';
import { hitsIn } from '../detect/may-hold.js';
import { messagesWorthScanning, scanMessage } from '../detect/scan-message.js';
import { scanName } from '../detect/scan-name.js';
import { scanText, type TextFindings } from '../detect/scan-text.js';
import type { Finding, Where } from '../model/finding.js';
import { GuardError } from '../model/guard-error.js';
import type { ScanResult } from '../model/scan-result.js';
import type { Origin, SourceText } from '../model/source-text.js';
import { isManifest } from '../packages/concerns.js';
import { regexEngine } from '../rules/regex-engine.js';
import { BlobReader } from '../sources/blob-reader.js';
import { changeTexts } from '../sources/change.js';
import type { LoggedCommit } from '../sources/commit-log.js';
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
import { ownScan } from './own-scan.js';
import { type PackagePlace, type PackageScan, packageScan } from './package-scan.js';
import { PushContents } from './push-contents.js';
import { objectIdentity, refIdentity, type Unproven } from './push-look.js';
import { PushTips } from './push-tips.js';
import { rulesOf } from './rules-of.js';
import { type Look, lookOf, runScan } from './run-scan.js';
import { fails } from './verdict.js';

export interface FinishedPush {
  readonly result: ScanResult;
  readonly settings: Settings;
  /** What was found clean, for the receipts. */
  readonly clean: readonly string[];
}

/** Scans what a push takes along and nobody has looked at before. */
export async function scanPush(unproven: Unproven, repository: Repository, context: GitContext): Promise<FinishedPush> {
  const begun = Date.now();
  const { config } = await discoverConfig(context.cwd, repository.root);
  const all = await rulesOf(config, repository.root, context.env);
  const settings = settingsOf(config, {}, all);
  const detector = await detectorOf(settings, regexEngine('auto'), all);
  const tips = new PushTips(unproven.tips);
  const scan = new PushScan(detector, settings, { root: repository.root, context, from: 'index', tipOf: (commit) => tips.of(commit) }, tips);
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

/** Files of notes bear the id of what they are about, in folders when there are many. */
const NOTE = /^(?:[0-9a-f]{2}\/)*[0-9a-f]{2,64}$/;

/** What a note is about, by the note's blob. */
function notesAmong(changes: LoggedCommit['changes']): ReadonlyMap<string, string> {
  const ids = changes.filter(({ entry }) => NOTE.test(entry.path)).map(({ entry }) => [entry.newId, entry.path.replaceAll('/', '')] as const);
  return new Map(ids.filter(([, { length }]) => length === 40 || length === 64));
}

class PushScan {
  readonly #clean: string[] = [];
  /** Messages of assistants to which no person has put their name. */
  readonly #unsigned = new Set<string>();
  readonly #own: ReturnType<typeof ownScan>;
  readonly #packages: PackageScan | undefined;
  readonly #tips: PushTips;
  readonly #detector: Detector;
  readonly #look: Look;
  readonly #settings: Settings;
  readonly #context: GitContext;
  readonly #filter: PathFilter;
  readonly #blobs: BlobReader;
  readonly #parts: ScanResult[] = [];
  #files = 0;
  #bytes = 0;

  constructor(detector: Detector, settings: Settings, place: PackagePlace, tips: PushTips) {
    const { context } = place;
    this.#detector = detector;
    this.#look = lookOf(detector);
    this.#settings = settings;
    this.#context = context;
    this.#filter = pathFilter(settings.include, settings.exclude);
    this.#blobs = new BlobReader(context);
    this.#own = ownScan(place, settings, this.#look);
    this.#packages = packageScan(place, settings, this.#look);
    this.#tips = tips;
  }

  /** What was found clean. */
  get clean(): readonly string[] {
    return this.#clean.filter((identity) => !this.#unsigned.has(identity));
  }

  close(): void {
    this.#blobs.close();
    this.#own?.close();
    this.#packages?.close();
  }

  /** First every new content is looked at whole; only commits with anything in them are then judged line by line. */
  async commits(commits: AsyncIterable<LoggedCommit>): Promise<void> {
    const name = (path: string): boolean => scanName(path, this.#detector).length > 0;
    const content = (raw: Buffer, path: string): boolean | Promise<boolean> => {
      const text = this.#textOf(raw, path);
      if (text === undefined) return false;
      if (this.#clear(text)) return this.#asksForPackages(text);
      this.#blobs.start(); // Meanwhile: what was there before is asked for next.
      return true;
    };
    // Whether there are credentials of the developer's, and what they are, is read before the first content is looked at.
    await this.#own?.judge(NO_TEXT, NOTHING);
    const contents = new PushContents({ name, content }, this.#filter);
    await contents.read(commits, this.#context);
    for (const commit of contents.commits) this.#tips.see(commit);
    const worth = messagesWorthScanning(
      contents.commits.flatMap(({ message, people }) => [message, ...people]),
      this.#detector.ruleset,
    );
    const besides = [this.#own, this.#packages].flatMap((one) => (one === undefined ? [] : [one.judge]));
    for (const commit of contents.commits.reverse()) {
      this.#beside(commit, worth);
      const doubtful = commit.changes.filter((change) => contents.isSuspicious(change));
      const clear = commit.changes.filter((change) => !contents.isSuspicious(change));
      this.#clean.push(...clear.map(({ identity }) => identity));
      if (doubtful.length === 0) continue;
      const origin = (blob: string): Origin => ({ door: 'commit', commit: commit.id, blob });
      const notes = notesAmong(doubtful);
      const changes = doubtful.map(({ entry, others }) => ({ entry, others, origin }));
      const result = await runScan(changeTexts(streamed(changes), this.#blobs, this.#filter), this.#look, undefined, besides);
      this.#parts.push({
        ...result,
        findings: result.findings.map((finding) => {
          const note = 'blob' in finding.origin ? notes.get(finding.origin.blob) : undefined;
          if (note !== undefined && finding.where === 'file') return { ...finding, where: 'note', path: note.slice(0, 12) };
          return 'commit' in finding.origin ? finding : { ...finding, origin: { door: 'message', commit: commit.id } };
        }),
      });
      if (result.complete && !this.#failing(result.findings)) this.#clean.push(...doubtful.map(({ identity }) => identity));
    }
    await this.#signOff(contents.commits);
  }

  /** A content as a text; undefined where it is none. */
  #textOf(raw: Buffer, path: string): SourceText | undefined {
    this.#files++;
    this.#bytes += raw.length;
    return binaryKind(raw) === undefined ? wholeText(raw, path) : undefined;
  }

  #clear(text: SourceText): boolean {
    const hits = hitsIn(text, this.#detector.ruleset);
    const found = hits === undefined ? NOTHING : scanText(text, this.#detector, undefined, hits);
    // An answer that is still to come is one about something that was found.
    return found.findings.length === 0 && this.#own?.judge(text, found) === undefined;
  }

  /** May a text name packages that nobody declares? What the last commit declares was meant, though another brings the text. */
  #asksForPackages(text: SourceText): boolean | Promise<boolean> {
    const packages = this.#packages;
    if (packages?.concerns(text) !== true) return false;
    const tip = this.#tips.only;
    // Of a manifest only the new lines count, since its old ones need not agree with the lockfile of the last commit.
    return tip === undefined || isManifest(text.path) || packages.declared(text, tip).then((declared) => !declared);
  }

  /** What assistants' commits lack of people's names. Their words alone prove nothing: another commit in the same words may do something else. */
  async #signOff(commits: readonly LoggedCommit[]): Promise<void> {
    const { assistants, reviewTrailers } = this.#settings;
    const theirs = commits.filter(({ message, people }) => attributedTo(message, people, assistants) !== undefined && !signedByPerson(message, reviewTrailers, assistants));
    if (theirs.length === 0) return;
    for (const { message } of theirs) this.#unsigned.add(messageIdentity(message));
    const { lackOfSignOff } = await import('./range-sign-off.js');
    const found = this.#parts.flatMap(({ findings }) => findings);
    const signed = theirs.map(({ id, message, people }) => ({ id, message, people, agent: undefined }));
    const lacking = await lackOfSignOff(signed, found, this.#settings, this.#detector, this.#context);
    if (lacking.length > 0) this.#parts.push(part(lacking, []));
  }

  /** Message and people of a commit; `worth` has those that may hold something. */
  #beside({ id, message, people }: LoggedCommit, worth: ReadonlySet<string>): void {
    const origin = { door: 'message', commit: id } as const;
    const found = (text: string, where: Where): Finding[] => (worth.has(text) ? scanMessage(text, where, origin, this.#detector) : []);
    this.#judge(found(message, 'commit-message'), messageIdentity(message));
    for (const person of people) this.#judge(found(person, 'person'), personIdentity(person));
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
        const text = this.#textOf(await this.#blobs.read(blob), path);
        if (text === undefined || this.#clear(text)) continue;
        findings.push(...scanText(text, this.#detector).findings.map((finding) => ({ ...finding, path: this.#detector.scrub(path) })));
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
    if (!this.#failing(findings)) this.#clean.push(identity);
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

function wholeText(raw: Buffer, path: string): SourceText {
  return { path, bytes: decode(raw).bytes, language: languageOf(path), added: { kind: 'all' }, origin: { door: 'file' } };
}

const NO_TEXT = wholeText(Buffer.alloc(0), '');
const NOTHING: TextFindings = { findings: [], suppressed: 0, omitted: 0, allowances: new Set() };

async function* streamed<T>(things: readonly T[]): AsyncGenerator<T> {
  yield* things;
}

function part(findings: readonly Finding[], errors: readonly GuardError[]): ScanResult {
  const stats = { files: 0, bytes: 0, addedLines: 0, rules: 0, ms: 0, engine: undefined };
  return { findings, suppressed: 0, omitted: 0, skipped: [], errors, complete: errors.length === 0, stats };
}
