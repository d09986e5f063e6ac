import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PopularNames } from './popular.js';

/** Where the bundle has the rules; the lists lie beside them. The build defines it. */
declare const RULES_FILE: string;

/** What the configuration says of packages. */
export interface PackageSettings {
  /** Names that are right, whatever they look like; `*` stands for anything. */
  readonly allow: readonly string[];
  readonly block: readonly string[];
}

/** All lists of names there are: the shipped ones, and the team's own. */
export class NameLists {
  readonly npm = new PopularNames(() => namesIn('npm.txt'));
  readonly pypi = new PopularNames(() => namesIn('pypi.txt'));
  readonly go = new PopularNames(() => namesIn('go.txt'));
  readonly cargo = new PopularNames(() => namesIn('crates.txt').replaceAll('_', '-'));
  readonly gem = new PopularNames(() => namesIn('gems.txt'));
  readonly composer = new PopularNames(() => namesIn('composer.txt'));
  readonly maven = new PopularNames(() => namesIn('maven.txt'));
  readonly #allow: readonly RegExp[];
  readonly #block: readonly RegExp[];
  readonly #reported = new PopularNames(() => namesIn('made-up.txt'));

  constructor({ allow, block }: PackageSettings) {
    this.#allow = allow.map(wildcard);
    this.#block = block.map(wildcard);
  }

  allowed(name: string): boolean {
    return this.#allow.some((pattern) => pattern.test(name));
  }

  /** By the team, or by a published report on names that assistants make up. */
  blocked(name: string): boolean {
    return this.#block.some((pattern) => pattern.test(name));
  }

  /** Is it a name of which a published study says that assistants make it up? */
  reported(name: string): boolean {
    return this.#reported.has(name.toLowerCase());
  }
}

function wildcard(pattern: string): RegExp {
  return new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i');
}

/** The lists ship with the rules, in `patterns/packages/`; the package has them two folders above the library, one above the program. */
function namesIn(list: string): string {
  const file = typeof RULES_FILE === 'string' ? join(dirname(RULES_FILE), '../patterns/packages', list) : new URL(`../../../patterns/packages/${list}`, import.meta.url);
  return readFileSync(file, 'latin1');
}
