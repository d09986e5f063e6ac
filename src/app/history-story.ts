import type { Detector } from '../detect/detector.js';
import { namesThatMayHold } from '../detect/names-that-may-hold.js';
import { scanName } from '../detect/scan-name.js';
import type { Finding } from '../model/finding.js';
import type { GitContext } from '../sources/git-process.js';
import { gitLines } from '../sources/history-lines.js';
import type { HistoryLog } from '../sources/history-log.js';
import { headFiles } from '../sources/history-refs.js';
import type { Revisions } from '../sources/history-revisions.js';
import { bytesOfId, GITLINK, type LoggedCommit } from '../sources/log-parser.js';
import type { Wanted } from '../sources/logged-changes.js';
import { pathText } from '../sources/path-text.js';
import type { FirstPass } from './history-first-pass.js';
import { HistoryGraph, type TracedChange } from './history-graph.js';

/** What the log tells of the objects that matter: which commits brought and took them, under which names, and whether HEAD has them. */
export class HistoryStory {
  readonly graph = new HistoryGraph();
  readonly submodules = new Set<string>();
  /** Changes of each blob that may hold a finding. */
  readonly changesOf = new Map<string, TracedChange[]>();
  readonly headPaths = new Map<string, string[]>();
  /** Findings in the names of files, and the commit that brought the name. */
  readonly names = new Map<string, { readonly findings: readonly Finding[]; commit: number }>();
  readonly #pass: FirstPass;
  readonly #detector: Detector;
  /** Ids, as bytes, of commits whose messages may hold a finding. */
  readonly #messages = new Set<string>();
  readonly #otherPaths = new Map<string, string>();

  constructor(pass: FirstPass, detector: Detector) {
    this.#pass = pass;
    this.#detector = detector;
  }

  /** @param indexed the walk took in what is staged. @param head there is a HEAD. */
  async read(log: HistoryLog, revisions: Revisions, { indexed, head }: { readonly indexed: boolean; readonly head: boolean }, context: GitContext): Promise<void> {
    // Asked before the log is told: git answers meanwhile.
    const files = head && this.#pass.blobs.size > 0 ? headFiles(context) : undefined;
    for await (const commits of log.commits(this.#wanted())) for (const commit of commits) this.#take(commit);
    await files?.((blob, path) => {
      if (!this.#pass.blobs.has(blob)) return;
      this.headPaths.set(blob, [...(this.headPaths.get(blob) ?? []), path()]);
    });
    await this.#nameTheRest(revisions, indexed, context);
  }

  /** All names a blob had, or none. */
  pathsOf(blob: string): string[] {
    const paths = new Set(this.headPaths.get(blob) ?? []);
    for (const change of this.changesOf.get(blob) ?? []) if (change.blob === blob) paths.add(change.path);
    const other = this.#otherPaths.get(blob);
    if (paths.size === 0 && other !== undefined) paths.add(other);
    return [...paths];
  }

  /** A name of any object, where one is known. */
  pathOf(id: string): string | undefined {
    return this.#otherPaths.get(id) ?? this.pathsOf(id)[0];
  }

  /** What is told of more than the graph: changes of objects that matter, of submodules, and of paths whose names are findings. */
  #wanted(): Wanted {
    const { blobs, messages, skipped, failed } = this.#pass;
    for (const id of messages) this.#messages.add(bytesOfId(id));
    return { ids: [...blobs, ...skipped.keys(), ...failed.keys()], mode: GITLINK, paths: (paths) => this.#findingsAmong(paths) };
  }

  /** A name is content too. @param paths one character a byte. @returns those that are findings. */
  #findingsAmong(paths: readonly string[]): ReadonlySet<string> {
    const found = new Set<string>();
    for (const path of namesThatMayHold(paths, this.#detector.ruleset)) {
      const name = nameOf(path);
      const findings = scanName(name, this.#detector);
      if (findings.length === 0) continue;
      this.names.set(name, { findings, commit: 0 });
      found.add(path);
    }
    return found;
  }

  #take(commit: LoggedCommit): void {
    const { blobs } = this.#pass;
    const told = commit.changes.some(({ path, oldIds, newId }) => blobs.has(newId) || oldIds.some((id) => blobs.has(id)) || this.names.has(path));
    const at = this.graph.add(commit, told || this.#messages.has(commit.idBytes));
    for (const { path, oldIds, newId, newMode } of commit.changes) {
      const named = this.names.get(path);
      if (named !== undefined && !/^0+$/.test(newId)) named.commit = at; // The last one told is the first one made.
      if (newMode === GITLINK) this.submodules.add(path);
      else if (!blobs.has(newId)) this.#otherPaths.set(newId, path);
      const touched = new Set([newId, ...oldIds].filter((id) => blobs.has(id)));
      const change = { commit: at, path, olds: oldIds, blob: newId };
      for (const id of touched) {
        const known = this.changesOf.get(id);
        if (known === undefined) this.changesOf.set(id, [change]);
        else known.push(change);
      }
    }
  }

  /** What lies in no commit of the walk, or was there before it began: git names it by a path it walked, cut at a line break. */
  async #nameTheRest(revisions: Revisions, indexed: boolean, context: GitContext): Promise<void> {
    const nameless = new Set([...this.#pass.blobs, ...this.#pass.skipped.keys(), ...this.#pass.failed.keys()].filter((id) => this.pathOf(id) === undefined));
    if (nameless.size === 0) return;
    const walk = ['rev-list', '--objects', '--missing=allow-any', '--filter=object:type=blob', ...(indexed ? ['--indexed-objects'] : []), ...revisions.options, '--stdin'];
    for await (const lines of gitLines(walk, context, revisions.input)) {
      for (const line of lines) {
        const space = line.indexOf(' ');
        if (space > 0 && nameless.has(line.slice(0, space))) this.#otherPaths.set(line.slice(0, space), nameOf(line.slice(space + 1)));
      }
    }
  }
}

function nameOf(latin1: string): string {
  return pathText(Buffer.from(latin1, 'latin1'));
}
