import type { Language } from '../../model/language.js';

/** Standard modules and types whose calls bring no foreign value by themselves. */
export const MODULE =
  /^(?:os|path|fs|Path|Paths|File|Files|filepath|fmt|util|utils|JSON|Object|Math|String|string|strings|strconv|json|re|sys|URL|URI|Uri|Buffer|Array|Date|time|logging|console|Encoding|Convert|Environment|System|StandardCharsets|CultureInfo|Locale|TimeUnit|DB|Rails|__DIR__|__dirname|__filename|__file__|settings|config|app|process|Optional|List|Map|Set|EnumSet|ImmutableMap|ImmutableList|ImmutableSet|Collections|Collectors|Objects|Arrays|DIRECTORY_SEPARATOR|PHP_EOL)$/;

/** A constant of a type: `Table.NAME`. */
export const NAMED_CONSTANT = /^[A-Z]\w*(?:\.[A-Z]\w*){0,3}\.[A-Z][A-Z0-9_]{2,}(?![\w(.[])/;

/** The identity of an object that a function is handed: a number or a GUID as a rule, and no way out of a folder. What a client sent is told by its origin. */
export function isIdentity(language: Language, code: string): boolean {
  return language === 'csharp' && /^\w+\.Id\b(?![ ]{0,4}[.([])/.test(code);
}
