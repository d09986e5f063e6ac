import type { Settings } from '../config/settings.js';
import type { Detector } from '../detect/detector.js';
import type { TextFindings } from '../detect/scan-text.js';
import type { SourceText } from '../model/source-text.js';
import type { LookUp } from '../packages/look-up.js';
import { PackageCheck } from '../packages/package-check.js';
import { commitFiles, diskFiles, type OpenFiles, stagedFiles } from '../sources/project-files.js';
import { findRepository } from '../sources/repository.js';
import type { PackagePlace } from './package-scan.js';

/** Package checks by the state of the project that a text belongs to: the index, the disk, or a commit. */
export class PackageJudge {
  readonly #place: PackagePlace;
  readonly #settings: Settings;
  readonly #detector: Detector;
  readonly #lookUp: LookUp | undefined;
  /** Of the last text's state: texts of a range come commit by commit. */
  #state: { readonly key: string; readonly files: OpenFiles; readonly check: PackageCheck } | undefined;

  constructor(place: PackagePlace, settings: Settings, detector: Detector) {
    this.#place = place;
    this.#settings = settings;
    this.#detector = detector;
    this.#lookUp = place.online === undefined ? undefined : place.online();
  }

  judge(text: SourceText): Promise<TextFindings> {
    return this.#of(text).judge(text);
  }

  close(): void {
    this.#state?.files.close();
  }

  #of({ origin }: SourceText): PackageCheck {
    const key = origin.door === 'commit' ? origin.commit : '';
    if (this.#state?.key !== key) {
      this.#state?.files.close();
      const files = this.#files(key);
      this.#state = { key, files, check: new PackageCheck(files, this.#detector, this.#settings.packages, this.#place.context.env, this.#lookUp) };
    }
    return this.#state.check;
  }

  #files(commit: string): OpenFiles {
    const { root, context, from } = this.#place;
    const repository = findRepository(context);
    if (commit !== '') return commitFiles(commit, root, context);
    return from === 'index' && repository !== undefined ? stagedFiles(repository, context) : diskFiles(root, repository, context);
  }
}
