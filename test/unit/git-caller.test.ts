import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asksNoVerify } from '../../src/sources/git-caller.js';

describe('a git command that asks to be spared its hooks', () => {
  for (const words of [
    'commit --no-verify',
    'commit -n',
    'commit -an',
    'commit -nm x',
    'commit -m x -n',
    'commit --no-verif -m x',
    'commit --message x -n',
    'merge --no-verify side',
    'pull --no-verify',
  ]) {
    it(`git ${words}`, () => assert.equal(asksNoVerify(words.split(' ')), true));
  }
});

describe('a git command that does not', () => {
  for (const words of [
    'commit',
    'commit -m -n',
    'commit -mn',
    'commit -am n',
    'commit -- -n',
    'commit --message -n',
    'commit -uno',
    'commit -Sname',
    'commit --no-verbose',
    'merge -n side',
    'cherry-pick -n x',
    'rebase --no-verify x',
  ]) {
    it(`git ${words}`, () => assert.equal(asksNoVerify(words.split(' ')), false));
  }
});
