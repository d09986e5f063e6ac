import type { Finding, Where } from '../model/finding.js';
import type { Origin } from '../model/source-text.js';
import type { Ruleset } from '../rules/ruleset.js';
import type { Detector } from './detector.js';
import { mayHold } from './may-hold.js';
import { scanText } from './scan-text.js';

/** Secrets in what git stores beside files: a message, a person's name and address, a tag. Insecure code there runs nowhere. */
export function scanMessage(text: string, where: Where, origin: Origin, detector: Detector): Finding[] {
  const source = { path: '', bytes: Buffer.from(text), language: 'text', added: { kind: 'all' }, origin } as const;
  return scanText(source, detector)
    .findings.filter(({ kind }) => kind === 'secret' || kind === 'hidden-text')
    .map((finding) => ({ ...finding, where }));
}

/** Messages are looked at together, so many bytes at a time: each alone costs more than it holds. */
const TOGETHER = 64 * 1024;

/** Those of many messages, each once, that must be scanned: the others hold nothing. An empty line between two keeps anything from going over both. */
export function messagesWorthScanning(messages: Iterable<string>, ruleset: Ruleset): ReadonlySet<string> {
  const worth = new Set<string>();
  let some: string[] = [];
  let length = 0;
  const look = (): void => {
    if (some.length > 0 && mayHold({ path: '', bytes: Buffer.from(some.join('\n\n')), language: 'text', added: { kind: 'all' }, origin: { door: 'message' } }, ruleset))
      for (const one of some) worth.add(one);
    some = [];
    length = 0;
  };
  for (const message of new Set(messages)) {
    some.push(message);
    length += message.length;
    if (length > TOGETHER) look();
  }
  look();
  return worth;
}
