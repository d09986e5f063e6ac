import { discoverConfig } from '../../config/discover.js';
import type { Config } from '../../config/schema.js';
import { type FailOn, type Settings, settingsOf } from '../../config/settings.js';
import type { Detector } from '../../detect/detector.js';
import type { Finding } from '../../model/finding.js';
import type { Level, Rule } from '../../model/rule.js';
import type { ScanResult } from '../../model/scan-result.js';
import { builtIn } from '../../rules/built-in.js';
import { type EngineChoice, regexEngine } from '../../rules/regex-engine.js';
import type { GitContext } from '../../sources/git-process.js';
import { pathFilter } from '../../sources/path-filter.js';
import { findRepository } from '../../sources/repository.js';
import type { PathFilter, SourceItem } from '../../sources/source-item.js';
import { detectorOf, plainDetector } from '../detector-of.js';
import type { PackagePlace } from '../package-scan.js';
import { scanWithPlace } from '../ready-scan.js';
import { rulesOf } from '../rules-of.js';
import { lookOf } from '../run-scan.js';
import { type ExitCode, fails, verdict } from '../verdict.js';

/** Where to work, and what git and the program take from the environment. */
export interface Place {
  /** The working directory; the process's own by default. */
  readonly cwd?: string | undefined;
  /** Environment variables; the process's own by default. */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** Which rules run, and from which level a finding fails a scan. What is given here wins over the configuration. */
export interface RulesetOptions extends Place {
  /** Settings as in a configuration file, the name of one, or `false` for none. Left out, the file is looked for from `cwd` up to the repository's root. */
  readonly config?: Config | string | false | undefined;
  readonly preset?: 'recommended' | 'strict' | 'secrets-only' | undefined;
  /** Ids of the only rules to run. */
  readonly only?: readonly string[] | undefined;
  /** Ids of rules to leave out. */
  readonly skip?: readonly string[] | undefined;
  readonly failOn?: Level | 'never' | undefined;
  /** The regular expression engine: `auto` by default. */
  readonly engine?: EngineChoice | undefined;
}

/** What a scan found, and what follows from it. */
export interface Scan extends ScanResult {
  /** 0 clean, 1 findings at or above `failOn`, 2 something could not be scanned. */
  readonly exitCode: ExitCode;
  readonly failOn: FailOn;
}

/** Rules ready to run. Made once and kept, so that a long-lived process compiles each pattern once. */
export class LoadedRuleset {
  readonly failOn: FailOn;
  /** @internal */
  readonly detector: Detector;
  /** @internal */
  readonly filter: PathFilter;
  /** @internal */
  readonly settings: Settings;

  /** @internal */
  constructor(settings: Settings, detector: Detector) {
    this.failOn = settings.failOn;
    this.settings = settings;
    this.filter = pathFilter(settings.include, settings.exclude);
    this.detector = detector;
  }

  /** The rules that run, each at the level at which it runs. */
  get rules(): readonly Rule[] {
    return this.settings.rules;
  }

  /** Does this finding fail a scan? */
  fails(finding: Finding): boolean {
    return fails(finding, this.failOn);
  }

  /** @internal */
  async scan(items: AsyncIterable<SourceItem>, place?: PackagePlace): Promise<ScanResult> {
    return await scanWithPlace(items, lookOf(this.detector), this.settings, place);
  }

  /** @internal */
  judged<Result extends ScanResult>(result: Result): Result & Scan {
    return { ...result, failOn: this.failOn, exitCode: verdict(result, this.failOn, false) };
  }
}

/** Reads the configuration and makes its rules ready. Throws a GuardError (code `config`) that names what is wrong with it. */
export async function loadRuleset(options: RulesetOptions = {}): Promise<LoadedRuleset> {
  const { preset, only, skip, failOn } = options;
  const config = await configOf(options);
  const context = contextOf(options);
  const all = await rulesOf(config, findRepository(context)?.root ?? context.cwd, context.env);
  const settings = settingsOf(config, { preset, only, skip, failOn }, all);
  return new LoadedRuleset(settings, await detectorOf(settings, regexEngine(options.engine ?? 'auto'), all));
}

async function configOf(options: RulesetOptions): Promise<Config> {
  const { config } = options;
  if (config === false) return {};
  if (typeof config === 'object') return await (await import('../../config/valid-config.js')).validConfig(config, { name: 'config', text: '', prefix: [] });
  const context = contextOf(options);
  return (await discoverConfig(context.cwd, findRepository(context)?.root ?? context.cwd, config)).config;
}

export function contextOf({ cwd, env }: Place): GitContext {
  return { cwd: cwd ?? process.cwd(), env: env ?? process.env };
}

let plain: LoadedRuleset | undefined;

/** The recommended rules without any configuration; made once. */
export function recommended(): LoadedRuleset {
  if (plain !== undefined) return plain;
  const settings = settingsOf({}, {}, builtIn());
  plain = new LoadedRuleset(settings, plainDetector(settings, regexEngine('auto'), builtIn()));
  return plain;
}
