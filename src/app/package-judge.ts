import type { Settings } from '../config/settings.js';
import type { Detector } from '../detect/detector.js';
import type { TextFindings } from '../detect/scan-text.js';
import type { Finding } from '../model/finding.js';
import type { SourceText } from '../model/source-text.js';
import type { LookUp } from '../packages/look-up.js';
import { PackageCheck } from '../packages/package-check.js';
import { commitFiles, diskFiles, type OpenFiles, stagedFiles } from '../sources/project-files.js';
import { findRepository } from '../sources/repository.js';
import type { PackagePlace } from './package-scan.js';

interface State {
  readonly files: OpenFiles;
  readonly check: PackageCheck;
}

/** Package checks by the state of the project that a text belongs to: the index, the disk, or a commit. */
export class PackageJudge {
  readonly #place: PackagePlace;
  readonly #settings: Settings;
  readonly #detector: Detector;
  readonly #lookUp: LookUp | undefined;
  /** By commit, the one asked last at the end. */
  readonly #states = new Map<string, State>();
  /** Commits by which texts were judged besides the tip. */
  readonly #asked = new Set<string>();

  constructor(place: PackagePlace, settings: Settings, detector: Detector) {
    this.#place = place;
    this.#settings = settings;
    this.#detector = detector;
    this.#lookUp = place.online === undefined ? undefined : place.online();
  }

  async judge(text: SourceText): Promise<TextFindings> {
    const commit = text.origin.door === 'commit' ? text.origin.commit : '';
    const tip = this.#place.tipOf?.(commit);
    if (tip === undefined || commit === tip) return this.judgeBy(commit, text);
    // What the tip declares was meant, though another commit brings it; what is gone by then was declared once.
    const last = await this.judgeBy(tip, text);
    if (last.findings.every(({ level }) => level === 'note')) return last;
    // Each commit has manifests and lockfiles of its own to be read.
    if (!this.#asked.has(commit) && this.#asked.size === MOST_COMMITS) return { ...last, findings: last.findings.map(unsure) };
    this.#asked.add(commit);
    return agreed(last, await this.judgeBy(commit, text));
  }

  /** By the files of one state alone: of a commit, or of the index or the disk where that is the empty string. */
  judgeBy(commit: string, text: SourceText): Promise<TextFindings> {
    return this.#at(commit).judge(text);
  }

  close(): void {
    for (const { files } of this.#states.values()) files.close();
  }

  #at(commit: string): PackageCheck {
    const state = this.#states.get(commit) ?? this.#begun(commit);
    this.#states.delete(commit);
    this.#states.set(commit, state);
    return state.check;
  }

  #begun(commit: string): State {
    for (const [other, { files }] of this.#states) {
      if (this.#states.size < MOST_STATES) break;
      files.close();
      this.#states.delete(other);
    }
    const files = this.#files(commit);
    return { files, check: new PackageCheck(files, this.#detector, this.#settings.packages, this.#place.context.env, this.#lookUp) };
  }

  #files(commit: string): OpenFiles {
    const { root, context, from } = this.#place;
    const repository = findRepository(context);
    if (commit !== '') return commitFiles(commit, root, context);
    return from === 'index' && repository !== undefined ? stagedFiles(repository, context) : diskFiles(root, repository, context);
  }
}

/** Each has a git and the manifests it has read. Texts of a range come commit by commit, and each is judged by its own commit and by its tip. */
const MOST_STATES = 4;

/** So many commits are looked at besides the tip: one takes some ten milliseconds, and a first push may bring thousands. */
const MOST_COMMITS = 20;

/** What the tip says and nobody asked the commit itself about. */
function unsure(finding: Finding): Finding {
  return { ...finding, level: 'note', message: `${finding.message} (by the last commit; whether its own one declares it was not looked at)` };
}

const RANK = { error: 0, warning: 1, note: 2 } as const;

/** What two states of a project say of the same places, each time the milder. */
function agreed(one: TextFindings, other: TextFindings): TextFindings {
  const findings = one.findings.flatMap((finding) => {
    const { line, column } = finding.start;
    const same = other.findings.filter(({ start }) => start.line === line && start.column === column);
    const [mildest] = [finding, ...same].sort((a, b) => RANK[b.level] - RANK[a.level]);
    return same.length === 0 || mildest === undefined ? [] : [mildest];
  });
  return { ...one, findings };
}
