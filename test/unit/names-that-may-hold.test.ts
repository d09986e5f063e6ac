import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nameMayHold } from '../../src/detect/may-hold.js';
import { namesThatMayHold } from '../../src/detect/names-that-may-hold.js';
import { fullDetector } from '../support/scan.js';
import { awsKey, githubToken, slackToken } from '../support/tokens.js';

describe('names that are looked through together', () => {
  it('are those that may hold something alone, wherever they stand among others', () => {
    const { ruleset } = fullDetector();
    const secrets = [githubToken('a name'), `folder/${slackToken('a name')}.txt`, `${awsKey('a name')}/x`, `a${githubToken('another')}`];
    const names = Array.from({ length: 4000 }, (_, at) => `src/some/long-folder-name/file-${at}.test.ts`);
    for (const [at, secret] of secrets.entries()) names.splice(at * 997, 0, secret);
    const told = new Set(namesThatMayHold(names, ruleset));
    for (const name of names) if (nameMayHold(name, ruleset)) assert.ok(told.has(name), String(names.indexOf(name)));
    assert.ok(told.has(secrets[0] ?? ''));
    assert.ok(told.size < 10);
  });
});
