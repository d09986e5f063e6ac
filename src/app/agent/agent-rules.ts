import { discoverConfig } from '../../config/discover.js';
import { type Settings, settingsOf } from '../../config/settings.js';
import type { Finding } from '../../model/finding.js';
import type { GuardError } from '../../model/guard-error.js';
import type { GitContext } from '../../sources/git-process.js';
import { pathFilter } from '../../sources/path-filter.js';
import { findRepository } from '../../sources/repository.js';
import type { PathFilter, SourceItem } from '../../sources/source-item.js';
import type { PackagePlace } from '../package-scan.js';
import { readyLook, scanWithPlace } from '../ready-scan.js';
import { rulesOf } from '../rules-of.js';
import type { Look } from '../run-scan.js';
import { fails } from '../verdict.js';

/** What was found, and what could not be looked at. */
export interface Looked {
  readonly findings: readonly Finding[];
  readonly errors: readonly GuardError[];
}

/** The rules of a repository for an agent's hook, which runs at its every step: the detector is loaded only with a text that may hold something. */
export class AgentRules {
  readonly filter: PathFilter;
  readonly #settings: Settings;
  readonly #look: Look;

  private constructor(settings: Settings, look: Look) {
    this.#settings = settings;
    this.#look = look;
    this.filter = pathFilter(settings.include, settings.exclude);
  }

  /** Throws a GuardError (code `config`) where the configuration is wrong. */
  static async at(context: GitContext): Promise<AgentRules> {
    const root = findRepository(context)?.root ?? context.cwd;
    const { config } = await discoverConfig(context.cwd, root);
    const all = await rulesOf(config, root, context.env);
    const settings = settingsOf(config, {}, all);
    return new AgentRules(settings, readyLook(settings, 'auto', all));
  }

  fails(finding: Finding): boolean {
    return fails(finding, this.#settings.failOn);
  }

  /** @param place what lies beside the texts: manifests, the developer's own credentials. */
  async scan(items: AsyncIterable<SourceItem>, place?: PackagePlace): Promise<Looked> {
    return await scanWithPlace(items, this.#look, this.#settings, place);
  }

  /** Foreign words without what is secret in them. */
  async scrubbed(words: string): Promise<string> {
    return (await this.#look.detector()).scrub(words);
  }
}
