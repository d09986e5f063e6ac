import { Detector } from '../detect/detector.js';
import { printable } from '../report/printable.js';
import { builtIn } from '../rules/built-in.js';
import { regexEngine } from '../rules/regex-engine.js';
import { Ruleset } from '../rules/ruleset.js';

let detector: Detector | undefined;

/** Foreign text fit for a terminal or a log: secrets masked, control characters escaped, line by line. The built-in engine serves, since re2 may be what failed. */
export function safeText(text: string): string {
  detector ??= new Detector(new Ruleset([], regexEngine('builtin')), builtIn());
  return detector.scrub(text).split('\n').map(printable).join('\n');
}
