import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bypassIn } from '../../src/app/agent/bypass.js';
import { shellCommands, UNKNOWN } from '../../src/app/agent/shell-words.js';
import { BYPASSES, INNOCENT } from '../support/bypasses.js';

describe('commands that get round the hooks', () => {
  it('are at least thirty, and as many that are innocent, none twice', () => {
    for (const list of [BYPASSES, INNOCENT]) assert.ok(list.length >= 30 && new Set(list).size === list.length, `${list.length}`);
  });
  for (const command of BYPASSES) {
    it(`are told: ${JSON.stringify(command)}`, () => assert.notEqual(bypassIn(command), undefined));
  }
});

describe('innocent commands', () => {
  for (const command of INNOCENT) {
    it(`pass: ${JSON.stringify(command)}`, () => assert.equal(bypassIn(command), undefined));
  }

  it('are those that no shell would run', () => {
    for (const broken of ['git commit -n "', "git commit -n '", 'git commit -n $(', 'git commit -n `']) assert.equal(bypassIn(broken), undefined);
  });
});

describe('the words of a shell command', () => {
  const words = (script: string): readonly (readonly string[])[] => shellCommands(script).map((command) => command.words);

  it('lose their quotes and keep what is in them', () => {
    assert.deepEqual(words(`a 'b c' "d \\"e\\" $" f\\ g "h"'i'`), [['a', 'b c', 'd "e" $', 'f g', 'hi']]);
    assert.deepEqual(words('a \'\' ""'), [['a', '', '']]);
    assert.deepEqual(words("a $'x\\ty\\'z'"), [['a', "x\ty'z"]]);
  });

  it('are those of every command in a script', () => {
    assert.deepEqual(words('a; b && c || d | e & f\ng # h\n! i; { j; }; (k)'), [['a'], ['b'], ['c'], ['d'], ['e'], ['f'], ['g'], ['i'], ['j'], ['k']]);
    assert.deepEqual(words('a "$(b "$(c)")" `d`'), [['c'], ['b', UNKNOWN], ['d'], ['a', UNKNOWN, UNKNOWN]]);
  });

  it('are not those of a here-document, which is input', () => {
    const [cat, next] = shellCommands("cat <<'EOF' > out\ngit commit -n $(x)\nEOF\nnext");
    assert.deepEqual([cat?.words, cat?.outputs, cat?.input, next?.words], [['cat'], ['out'], 'git commit -n $(x)\n', ['next']]);
  });

  it('hold what variables of the script are known to hold', () => {
    assert.deepEqual(words('a=1 b; a=2; c $a "${a}" $x; export y=3; d ${y:-4} ${z:-5}'), [['b'], [], ['c', '2', '2', UNKNOWN], ['export', 'y=3'], ['d', '3', '5']]);
  });

  it('take time in proportion, and end, whatever is nested', () => {
    for (const script of ['$('.repeat(2000), '{a,'.repeat(3000), '"'.repeat(5001), '`'.repeat(5001), 'a '.repeat(50_000), '{a,b}'.repeat(12)]) {
      const begun = performance.now();
      try {
        shellCommands(script);
      } catch (error) {
        assert.equal((error as Error).name, 'ShellSyntaxError');
      }
      assert.ok(performance.now() - begun < 1500, `${script.slice(0, 10)}: ${performance.now() - begun} ms`);
    }
  });
});
