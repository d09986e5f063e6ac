import { scanText } from '../../src/detect/scan-text.js';
import type { ValueClass } from '../../src/model/rule.js';
import { detectorOf, ruleOf, textOf } from './scan.js';

const pattern = (name: string): string => `${name} = "(?<secret>[^"\\n]{4,256})"`;
const detector = detectorOf([
  ruleOf({ id: 'a-token', keywords: ['api_key'], pattern: pattern('api_key'), value: 'token', confidence: 'medium' }),
  ruleOf({ id: 'a-password', keywords: ['password'], pattern: pattern('password'), value: 'password', confidence: 'medium' }),
]);

/** What a rule that knows only a name makes of the value beside it: shown by default, a note, or nothing. */
export function judged(value: string, as: ValueClass): 'shown' | 'note' | 'nothing' {
  const { findings } = scanText(textOf(`${as === 'token' ? 'api_key' : 'password'} = "${value}"\n`, 'app.js'), detector);
  const level = findings[0]?.level;
  return level === undefined ? 'nothing' : level === 'note' ? 'note' : 'shown';
}
