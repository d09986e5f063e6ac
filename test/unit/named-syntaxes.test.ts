import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lookedUp, NAMED_SYNTAXES, named, type SyntaxRow, valued } from '../../bench/quality/syntaxes.js';
import { findingsIn } from '../support/scan.js';
import { filled } from '../support/tokens.js';

const KINDS = [
  { kind: 'a password', name: 'db_password', templates: ['{lower:5}{d:3}!', '{alnum:9}7x', '{upper:1}{lower:6}{d:2}'] },
  { kind: 'a token', name: 'api_key', templates: ['{alnum:32}', '{hex:40}', '{b64url:36}4k'] },
  { kind: 'a token', name: 'client_secret', templates: ['{alnum:24}7', '{hex:64}'] },
] as const;

/** What stands where a secret will come. */
const STAND_INS = [
  'changeme',
  'your-password-here',
  'xxxxxxxxxxxxxxxx',
  '<password>',
  '********',
  '${APP_VALUE}',
  '{{ app_value }}',
  'my-super-secret-password',
  'REPLACE_ME_WITH_YOURS',
];

const shown = (text: string, path: string): readonly string[] =>
  findingsIn(text, path)
    .filter(({ kind, level }) => kind === 'secret' && level !== 'note')
    .map(({ ruleId }) => ruleId);

describe('a value beside its name', () => {
  it('is tried in forty syntaxes and more', () => {
    assert.ok(NAMED_SYNTAXES.length >= 40);
    assert.equal(new Set(NAMED_SYNTAXES.map(({ what }) => what)).size, NAMED_SYNTAXES.length);
  });

  for (const row of NAMED_SYNTAXES) {
    for (const { kind, name, templates } of KINDS) {
      it(`is found as ${kind} in ${row.what}, ${name}`, () => {
        for (const [index, template] of templates.entries()) {
          const text = valued(named(row, name), filled(`${row.what}${index}`, template));
          assert.equal(shown(text, row.path).length, 1, text);
        }
      });

      it(`is left alone in ${row.what} when it stands for another, ${name}`, () => {
        for (const text of standIns(row, name)) assert.deepEqual(shown(text, row.path), [], text);
      });
    }
  }
});

function standIns(row: SyntaxRow, name: string): string[] {
  return [...STAND_INS.map((value) => valued(named(row, name), value)), lookedUp(row, name)];
}
