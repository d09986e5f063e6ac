import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsIn } from '../support/scan.js';
import { awsKey, filled, githubToken } from '../support/tokens.js';

const rulesIn = (text: string, path: string): readonly string[] => findingsIn(text, path).map(({ ruleId }) => ruleId);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a secret written otherwise', () => {
  it('is found in base64 in base64, and not three levels deep', () => {
    const token = `token: ${githubToken('levels')}\n`;
    assert.deepEqual(rulesIn(`data: ${base64(base64(token))}\n`, 'app.yaml'), ['github-token']);
    assert.deepEqual(rulesIn(`data: ${base64(`config: ${base64(token)}\n`)}\n`, 'app.yaml'), ['github-token']);
    assert.deepEqual(rulesIn(`data: ${base64(base64(base64(token)))}\n`, 'app.yaml'), []);
  });

  it('is found behind escapes of Unicode, in names, values and what joins them', () => {
    const value = filled('escapes', '{alnum:32}');
    assert.deepEqual(rulesIn(`{"p\\u0061ssword": "${filled('escapes', '{alnum:12}')}"}\n`, 'app.json'), ['password-assignment']);
    assert.deepEqual(rulesIn(`{"url": "https://api.internal/x?user=a\\u0026token\\u003d${value}"}\n`, 'app.json'), ['token-assignment']);
    assert.deepEqual(rulesIn(`{"log": "{\\\\u0022api_key\\\\u0022:\\\\u0022${value}\\\\u0022}"}\n`, 'app.json'), ['token-assignment']);
    const key = awsKey('escapes');
    assert.deepEqual(rulesIn(`id = "${key.slice(0, 7)}\\u00${key.charCodeAt(7).toString(16)}${key.slice(8)}"\n`, 'app.js'), ['aws-access-key-id']);
  });

  it('is found in base64 whose text begins with it, however short its prefix', () => {
    const token = filled('begins', 'SG.{b64url:22}.{b64url:43}');
    assert.deepEqual(rulesIn(`data:\n  key: ${base64(token)}\n`, 'secret.yaml'), ['sendgrid-api-key']);
    assert.deepEqual(rulesIn(token, 'key.txt'), ['sendgrid-api-key']);
  });

  it('is found in escapes of all its characters', () => {
    const token = filled('bytes', 'sk-ant-api03-{b64url:93}AA');
    const escaped = (before: string): string => [...token].map((character) => before + character.charCodeAt(0).toString(16)).join('');
    assert.deepEqual(rulesIn(`key = b"${escaped('\\x')}"\n`, 'app.py'), ['anthropic-api-key']);
    assert.deepEqual(rulesIn(`const key = "${escaped('\\u00')}";\n`, 'app.js'), ['anthropic-api-key']);
    assert.deepEqual(rulesIn('magic = b"\\x7f\\x45\\x4c\\x46\\x61\\x70\\x69\\x5f\\x6b\\x65\\x79"\n', 'app.py'), []);
  });

  it('is found in pieces joined as the languages join them', () => {
    const key = awsKey('operators');
    const [first, last] = [key.slice(0, 9), key.slice(9)];
    for (const [text, path] of [
      [`Dim id = "${first}" & _\r\n  "${last}"\r\n`, 'Program.vb'],
      [`local id = "${first}" .. "${last}"\n`, 'conf.lua'],
      [`SELECT '${first}' || '${last}';\n`, 'seed.sql'],
      [`let id = '${first}';\nid += '${last}';\n`, 'app.js'],
      [`$id = '${first}';\n$id .= '${last}';\n`, 'app.php'],
    ] as const)
      assert.deepEqual(rulesIn(text, path), ['aws-access-key-id'], path);
  });

  it('says nothing of escapes without a secret', () => {
    assert.deepEqual(rulesIn('{"label": "Pass\\u0077ord: at least 8 characters \\u0026 a digit", "html": "\\u003cinput type=\\u0022password\\u0022\\u003e"}\n', 'app.json'), []);
  });

  it('is found in a list that a call joins, and in pieces beside its name', () => {
    const key = awsKey('list');
    assert.deepEqual(rulesIn(`const id = ['${key.slice(0, 8)}', '${key.slice(8)}'].join('');\n`, 'app.js'), ['aws-access-key-id']);
    assert.deepEqual(rulesIn(`const apiKey = '${filled('one', '{alnum:12}')}' +\n  '${filled('two', '{alnum:12}')}';\n`, 'app.js'), ['token-assignment']);
    assert.deepEqual(rulesIn("const words = ['a token', 'a secret', 'api_key'].join('');\n", 'app.js'), []);
  });

  it('is found as bytes under the name of a key, when they look drawn at random', () => {
    const bytes = (seed: string): string => (Buffer.from(filled(seed, '{hex:48}'), 'hex').toString('hex').match(/../g) ?? []).map((byte) => `0x${byte}`).join(', ');
    assert.deepEqual(rulesIn(`static const uint8_t aes_key[24] = { ${bytes('c')} };\n`, 'main.c'), ['key-bytes']);
    assert.deepEqual(rulesIn(`var secretKey = []byte{${bytes('go')}}\n`, 'main.go'), ['key-bytes']);
    const escaped = `\\x${filled('esc', '{hex:48}').match(/../g)?.join('\\x')}`;
    assert.deepEqual(rulesIn(`ENCRYPTION_KEY = b'${escaped}'\n`, 'app.py'), ['token-assignment']);
    assert.deepEqual(rulesIn(`static const uint8_t table[24] = { ${bytes('table')} };\n`, 'main.c'), []);
    assert.deepEqual(rulesIn(`int key[26] = {${Array.from({ length: 26 }, (_, at) => at * 9)}};\n`, 'main.c'), []);
  });
});
