import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsIn } from '../support/scan.js';
import { awsKey, filled, privateKey } from '../support/tokens.js';

const OUTSIDE = /git rm --cached/;
const said = (path: string, text: string): readonly string[] => findingsIn(text, path).map(({ message, advice }) => `${message} ${advice}`);

describe('a file that belongs outside git', () => {
  it('is told of with the way out where it holds a secret', () => {
    const key = `KEY=${awsKey('exact')}\n`;
    for (const path of ['.env', 'app/.env.production', '.ENV', 'id_rsa', 'deploy/server.key', '.aws/credentials', 'prod.tfstate', '.mcp.json', '.claude/settings.local.json']) {
      const text = /id_rsa|\.key$/.test(path) ? privateKey(path) : key;
      assert.ok(
        said(path, text).some((one) => OUTSIDE.test(one)),
        path,
      );
    }
  });

  it('is left alone when it is an example, another file, or holds nothing', () => {
    for (const path of ['.env.example', '.env.sample', 'env.ts', 'settings.json', 'keys.md'])
      assert.ok(!said(path, `KEY=${awsKey('exact')}\n`).some((one) => OUTSIDE.test(one)), path);
    assert.deepEqual(said('.env', 'PORT=3000\n'), []);
  });

  it('is told of by name and content together, once', () => {
    const header = `{"name": "Cookie", "value": "sid=${filled('har', '{alnum:32}')}"}\n`;
    const rules = (path: string): readonly string[] => findingsIn(header.repeat(3), path).map(({ ruleId }) => ruleId);
    assert.equal(rules('login.har').filter((id) => id === 'http-archive-session').length, 1);
    assert.ok(!rules('login.json').includes('http-archive-session'));
  });
});
