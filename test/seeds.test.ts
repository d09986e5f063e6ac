// precommit-guard-ignore-file password-assignment -- seeds: made-up passwords that must be found
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsIn } from './support/scan.js';
import { SEEDS_OF_SETTINGS } from './support/seeds-settings.js';
import { SEEDS_OF_VALUES } from './support/seeds-values.js';
import { filled } from './support/tokens.js';

describe('the first weaknesses of every program', () => {
  for (const { name, cwe, in: places } of [...SEEDS_OF_VALUES, ...SEEDS_OF_SETTINGS]) {
    it(`${name}: found in ${places.length} places, each with the secure form`, () => {
      const missed = places.filter(([path, code]) => !findingsIn(code, path).some((finding) => finding.cwe.some((one) => cwe.includes(one)) && (finding.instead ?? '') !== ''));
      assert.deepEqual(missed, []);
    });
  }

  it('credentials: found in code and in Terraform, with the way to read them', () => {
    for (const [path, code] of [
      ['a.py', 'password = "admin123"'],
      ['a.js', 'const password = "admin123";'],
      ['A.java', 'String password = "admin123";'],
      ['a.go', 'password := "admin123"'],
      ['a.php', '<?php $password = "admin123";'],
      ['A.cs', 'var password = "admin123";'],
      ['main.tf', 'password = "Adm1n-123!x"'],
      ['main.tf', filled('seed', 'provider "aws" {\n  access_key = "AKIA{b32:16}"\n  secret_key = "{b64:40}"\n}')],
      ['main.tf', filled('seed', 'provider "google" {\n  credentials = "{alnum:60}"\n}\nvariable "api_key" {\n  default = "AIza{b64url:35}"\n}')],
    ] as const) {
      assert.ok(
        findingsIn(code, path).some(({ kind, cwe, instead = '' }) => kind === 'secret' && cwe.includes('CWE-798') && instead !== ''),
        `${path}: ${code.slice(0, 40)}`,
      );
    }
  });

  it('an object looked up by a request is a note', () => {
    const levels = findingsIn('const order = await Order.findById(req.params.id);', 'a.js').flatMap(({ cwe, level }) => (cwe.includes('CWE-639') ? [level] : []));
    assert.deepEqual(levels, ['note']);
  });

  /** As the project was asked to find them, word for word. */
  const WORDS: readonly (readonly [path: string, code: string, cwe: string])[] = [
    ['a.py', 'query = "SELECT * FROM users WHERE id=" + user_id', 'CWE-89'],
    ['a.py', 'password = "admin123"', 'CWE-798'],
    ['a.py', 'eval(user_input)', 'CWE-95'],
    ['a.c', 'strcpy(buffer, input);', 'CWE-120'],
    ['a.py', 'os.system("ping " + host)', 'CWE-78'],
    ['a.py', 'open("../" + filename)', 'CWE-22'],
    ['a.py', 'session_id = str(random.randint(0, 1000))', 'CWE-330'],
    ['a.js', 'element.innerHTML = userInput;', 'CWE-79'],
    ['a.py', 'pickle.loads(data)', 'CWE-502'],
    ['a.py', 'AES.new(key, AES.MODE_ECB)', 'CWE-327'],
    ['a.py', 'AES.new(key, AES.MODE_CBC, b"1234567890123456")', 'CWE-329'],
    ['a.py', 'RSA.generate(1024)', 'CWE-326'],
    ['a.js', "res.setHeader('Access-Control-Allow-Origin', '*');", 'CWE-942'],
    ['a.js', 'res.status(500).send(error.stack);', 'CWE-209'],
    ['a.py', 'requests.get(url, verify=False)', 'CWE-295'],
    ['a.py', 'ftp = ftplib.FTP(host)', 'CWE-319'],
    ['a.py', 'logger.info("password is %s", password)', 'CWE-532'],
    ['a.js', 'const user = jwt.decode(token);\nreq.user = user;', 'CWE-347'],
    ['a.js', "jwt.verify(token, key, { algorithms: ['none'] });", 'CWE-347'],
    ['a.js', 'const user = jwt.verify(token, key);', 'CWE-347'],
    ['a.c', 'if (access(path, W_OK) == 0) {\n    FILE *f = fopen(path, "w");\n}', 'CWE-367'],
    ['a.js', '// TODO: Add admin bypass', 'CWE-546'],
    ['a.js', 'const order = await Order.findById(req.params.id);', 'CWE-639'],
  ];
  for (const [path, code, cwe] of WORDS) {
    it(`${code.split('\n')[0]}: found, with the secure form`, () => {
      assert.ok(
        findingsIn(code, path).some((finding) => finding.cwe.includes(cwe) && (finding.instead ?? '') !== ''),
        findingsIn(code, path)
          .map(({ ruleId, cwe: cwes }) => `${ruleId} ${cwes.join(' ')}`)
          .join(', '),
      );
    });
  }
});
