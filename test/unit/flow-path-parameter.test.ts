import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsIn } from '../support/scan.js';

describe('a parameter with an ending', () => {
  const told = (code: string, path = 'a.ts'): readonly string[] => findingsIn(code, path).map(({ ruleId }) => ruleId);

  it('is a path whose caller chose it, as it is without', () => {
    for (const suffix of ['${path}.idx', '${pack.path}.idx', '${path}/config', '${path}']) {
      assert.deepEqual(told(`export function open(path, pack) {\n  return fs.openSync(\`${suffix}\`, 'r');\n}`), [], suffix);
    }
    assert.deepEqual(told('def load(path):\n    return open(f"{path}.json")\n', 'a.py'), []);
  });

  it('is a part of a path behind a folder', () => {
    assert.deepEqual(told("export function open(name) {\n  return fs.openSync(`./pages/${name}.md`, 'r');\n}"), ['js-path-traced']);
    assert.deepEqual(told("export function open(folder, name) {\n  return fs.openSync(`${folder}/${name}`, 'r');\n}"), ['js-path-traced']);
  });

  it('is none where it is the identity of an object, which is still a value for all other uses', () => {
    const open = (member: string): string =>
      `class A {\n  void F(User user) {\n    using var fs = File.OpenWrite(Path.Combine("/srv/licences", $"{user.${member}}.json"));\n  }\n}`;
    assert.deepEqual(told(open('Id'), 'A.cs'), []);
    assert.deepEqual(told(open('Name'), 'A.cs'), ['csharp-path-traced']);
    const query = (member: string): string => `class A {\n  void F(User user) {\n    var c = new SqlCommand("SELECT a FROM b WHERE id = '" + user.${member} + "'", conn);\n  }\n}`;
    assert.deepEqual(told(query('Id'), 'A.cs'), told(query('Name'), 'A.cs'));
    assert.notDeepEqual(told(query('Id'), 'A.cs'), []);
  });
});
