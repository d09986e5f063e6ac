import type { Language } from '../model/language.js';
import type { Rule } from '../model/rule.js';
import type { Ruleset } from '../rules/ruleset.js';

const NONE: ReadonlyMap<Rule, readonly number[]> = new Map();
/** Without an element that ends, a text of PHP is no page. */
const CLOSING = Buffer.from('</');

/** May the text be a page with PHP in it? */
export function isPhpPage(bytes: Buffer, language: Language): boolean {
  return language === 'php' && bytes.includes(CLOSING);
}

/** What a page of PHP may hold for a browser to run: literals of the rules for scripts that are not for PHP, as `Ruleset.hits` tells them. */
export function browserHits(bytes: Buffer, language: Language, ruleset: Ruleset): ReadonlyMap<Rule, readonly number[]> {
  return isPhpPage(bytes, language) ? ruleset.hits(bytes, 'html', false, 'php') : NONE;
}
