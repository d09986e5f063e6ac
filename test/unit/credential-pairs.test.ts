import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withPairsJoined } from '../../src/app/credential-pairs.js';
import type { Finding } from '../../src/model/finding.js';
import { suppressHint } from '../../src/report/suppress-hint.js';
import { findingsIn } from '../support/scan.js';
import { filled } from '../support/tokens.js';

const id = (seed: string): string => `aws_access_key_id = AKIA${filled(`id${seed}`, '{b32:16}')}\n`;
const secret = (seed: string): string => `aws_secret_access_key = ${filled(`secret${seed}`, '{alnum:40}')}\n`;
const session = `aws_session_token = FwoGZXIvYXdz${filled('session', '{alnum:200}')}\n`;
const joined = (text: string): readonly Finding[] => withPairsJoined(findingsIn(text, 'credentials.ini'));
const partsOf = (findings: readonly Finding[]): readonly (readonly string[])[] =>
  findings.map(({ ruleId, parts = [] }) => (parts.length === 0 ? [ruleId] : parts.map((part) => part.ruleId)));

const PAIR = ['aws-access-key-id', 'aws-secret-access-key'];

describe('the parts of one credential', () => {
  it('are one finding when they are near, in either order and with lines between', () => {
    for (const text of [id('a') + secret('a'), secret('a') + id('a'), `${id('a')}region = eu-west-1\n\n# the old one\n${secret('a')}`]) {
      const [only, ...more] = joined(text);
      assert.deepEqual(more, [], text);
      assert.deepEqual([...(only?.parts ?? [])].map(({ ruleId }) => ruleId).sort(), PAIR);
      assert.equal(only?.ruleId, 'aws-secret-access-key');
      assert.equal(only?.start.line, 1);
      assert.equal(only?.end.line, text.trimEnd().split('\n').length);
    }
  });

  it('are still told of each by itself when they are alone or far apart', () => {
    assert.deepEqual(partsOf(joined(id('a'))), [['aws-access-key-id']]);
    assert.deepEqual(partsOf(joined(secret('a'))), [['aws-secret-access-key']]);
    assert.deepEqual(partsOf(joined(`${id('a')}${'x = 1\n'.repeat(20)}${secret('a')}`)), [['aws-access-key-id'], ['aws-secret-access-key']]);
  });

  it('keep the fingerprints that they have alone', () => {
    const alone = findingsIn(id('a') + secret('a'), 'credentials.ini').map(({ fingerprint }) => fingerprint);
    assert.deepEqual(
      joined(id('a') + secret('a')).flatMap(({ parts = [] }) => parts.map(({ fingerprint }) => fingerprint)),
      alone,
    );
    assert.ok(alone.includes(joined(id('a') + secret('a'))[0]?.fingerprint ?? ''));
  });

  it('go with their own in a list, and none is lost', () => {
    const list = ['a', 'b', 'c'].map((seed) => `[${seed}]\n${id(seed)}${secret(seed)}`).join('');
    assert.deepEqual(partsOf(joined(list)), [PAIR, PAIR, PAIR]);
    assert.deepEqual(partsOf(joined(list + id('d'))), [PAIR, PAIR, PAIR, ['aws-access-key-id']]);
    assert.deepEqual(partsOf(joined(id('a') + secret('a') + secret('b'))), [PAIR, ['aws-secret-access-key']]);
    assert.deepEqual(partsOf(joined(id('a') + secret('a') + session)), [[...PAIR, 'aws-session-token']]);
  });

  it('are silenced together: the advice names the fingerprint of each', () => {
    const [only] = joined(id('a') + secret('a'));
    const hint = only === undefined ? '' : suppressHint(only);
    for (const { fingerprint } of findingsIn(id('a') + secret('a'), 'credentials.ini')) assert.ok(hint?.includes(`"${fingerprint}"`), hint);
  });

  it('are as grave as the gravest of them', () => {
    const findings = findingsIn(id('a') + secret('a'), 'credentials.ini');
    const [first, second] = findings;
    assert.ok(first !== undefined && second !== undefined);
    assert.equal(withPairsJoined([first, { ...second, level: 'note' }])[0]?.level, 'error');
  });

  it('may be found by one rule that knows the service: a key and its secret', () => {
    const half = (name: string): string => `BINANCE_API_${name}=${filled(name, '{alnum:64}')}\n`;
    assert.deepEqual(partsOf(joined(half('KEY') + half('SECRET'))), [['binance-secret', 'binance-secret']]);
    assert.deepEqual(partsOf(joined(half('KEY') + half('SECRET') + half('OTHER_KEY'))), [['binance-secret', 'binance-secret'], ['binance-secret']]);
  });

  it('of another file are of another credential', () => {
    const findings = [...findingsIn(id('a'), 'a.ini'), ...findingsIn(secret('a'), 'b.ini')];
    assert.deepEqual(withPairsJoined(findings), findings);
  });
});
