import type { Finding } from '../model/finding.js';
import type { Language } from '../model/language.js';
import { languageOf } from '../text/language-of.js';

const COMMENTS: Readonly<Partial<Record<Language, readonly [open: string, close: string]>>> = {
  html: ['<!-- ', ' -->'],
  xml: ['<!-- ', ' -->'],
  markdown: ['<!-- ', ' -->'],
  sql: ['-- ', ''],
  python: ['# ', ''],
  ruby: ['# ', ''],
  shell: ['# ', ''],
  dockerfile: ['# ', ''],
  terraform: ['# ', ''],
  yaml: ['# ', ''],
  toml: ['# ', ''],
  env: ['# ', ''],
  properties: ['# ', ''],
  ini: ['; ', ''],
  text: ['# ', ''],
};

/** How a false alarm is silenced at this place: by a comment of the file's language, or in the configuration where there are no comments. Undefined where nothing silences it. */
export function suppressHint({ kind, where, path, ruleId, fingerprint, parts }: Finding): string | undefined {
  if (kind === 'policy') return undefined;
  const language = languageOf(path);
  // The parts of a credential stand on lines of their own, of which a comment silences one.
  if (parts !== undefined) return `"allow": [{ "fingerprints": ${JSON.stringify(parts.map((part) => part.fingerprint))}, "reason": "…" }]`;
  if (where !== 'file' || language === 'json') return `"allow": [{ "fingerprints": "${fingerprint}", "reason": "…" }]`;
  const [open, close] = COMMENTS[language] ?? ['// ', ''];
  return `${open}precommit-guard-ignore-next-line ${ruleId} -- why${close}`;
}
