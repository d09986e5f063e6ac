import type { Settings } from '../config/settings.js';
import type { SourceText } from '../model/source-text.js';
import { concernsPackages } from '../packages/concerns.js';
import { PackagesInUse } from '../packages/in-use.js';
import type { LookUp } from '../packages/look-up.js';
import type { Ruleset } from '../rules/ruleset.js';
import type { GitContext } from '../sources/git-process.js';
import type { Beside, Look } from './run-scan.js';

/** Whose packages are judged: the project in `root`, as the index has it, or as it lies on the disk. A text of a commit is judged by the files of that commit. */
export interface PackagePlace {
  readonly root: string;
  readonly context: GitContext;
  readonly from: 'index' | 'disk';
  /** The commit at the end of those that a commit is judged with: what it declares is declared for them too. Undefined where that is not known. */
  readonly tipOf?: (commit: string) => string | undefined;
  /** Where the registry may be asked: only when the user says so. */
  readonly online?: () => LookUp;
}

/** Ids of the rules that `src/packages/` judges by. */
const PACKAGE_RULES = [
  'undeclared-package',
  'unresolved-package',
  'lookalike-package',
  'blocked-package',
  'dependency-source',
  'unpinned-dependency',
  'install-script',
  'lockfile-source',
  'lockfile-mismatch',
] as const;

export interface PackageScan {
  /** May the text name a package of which something is to be found out? */
  concerns(text: SourceText): boolean;
  readonly judge: Beside;
  /** Does a commit declare all that a text names, whichever of its lines are new? */
  declared(text: SourceText, commit: string): Promise<boolean>;
  close(): void;
}

/** Judges packages; what that takes is loaded with the first text that names one. Undefined when none of the rules runs. */
export function packageScan(place: PackagePlace, settings: Settings, { ruleset, detector }: Look): PackageScan | undefined {
  if (!PACKAGE_RULES.some((id) => ruleset.runs(id))) return undefined;
  let loaded: Promise<import('./package-judge.js').PackageJudge> | undefined;
  const judge = (): NonNullable<typeof loaded> => {
    loaded ??= import('./package-judge.js').then(async ({ PackageJudge }) => new PackageJudge(place, settings, await detector()));
    return loaded;
  };
  const inUse = new PackagesInUse(place.root);
  // A package that the configuration forbids is told of though it is in use.
  const asked = settings.packages.block.length > 0 || place.online !== undefined;
  const inUsed = (name: string, path: string): boolean => !asked && inUse.has(name, path);
  const someImport: Ruleset['someImport'] = (bytes, hit) => ruleset.someImport(bytes, hit);
  const concerns = (text: SourceText): boolean => concernsPackages(text, inUsed, someImport);
  return {
    concerns,
    judge: (text) => (concerns(text) ? judge().then((one) => one.judge(text)) : undefined),
    declared: async (text, commit) => (await (await judge()).judgeBy(commit, text)).findings.length === 0,
    close() {
      void loaded?.then((judge) => judge.close());
    },
  };
}
