import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { GuardedRepo } from '../support/guarded-repo.js';

const manifest = (...names: readonly string[]): string => `${JSON.stringify({ name: 'shop', dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])) })}\n`;
const MADE_UP = "import x from 'express-quick-vault';\n";

describe('packages in a push', () => {
  let repo: GuardedRepo;
  beforeEach(() => {
    repo = new GuardedRepo();
    repo.commitUnchecked({ 'package.json': manifest('express'), 'src/old.js': "import express from 'express';\n" });
    repo.git('push', '-q', '--no-verify', 'origin', 'main');
  });
  afterEach(() => repo.remove());

  /** Commits that no hook has seen, one after the other. */
  const commits = (...all: readonly Readonly<Record<string, string>>[]): string => all.reduce((parent, files) => repo.unseen(files, parent), 'HEAD');
  const push = (...ids: readonly string[]) => repo.tryGit('push', 'origin', ...ids.map((id, index) => `${id}:refs/heads/side${index}`));

  it('refuse it when no commit declares them', () => {
    const ran = push(commits({ 'src/a.js': MADE_UP }, { 'src/b.js': '// other\n' }));
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /^src\/a\.js:1:16 in commit \w+ error "express-quick-vault" is imported/m);
  });

  it('may be declared by a later commit of the push', () => {
    const ran = push(commits({ 'src/a.js': MADE_UP }, { 'package.json': manifest('express', 'express-quick-vault') }));
    assert.equal(ran.code, 0, ran.all);
  });

  it('may be gone at its end, where they were declared as long as they were used', () => {
    const ran = push(
      commits({ 'src/a.js': MADE_UP, 'package.json': manifest('express', 'express-quick-vault') }, { 'src/a.js': '// none\n', 'package.json': manifest('express') }),
    );
    assert.equal(ran.code, 0, ran.all);
  });

  it('are judged by the files of their own commit when several branches are pushed', () => {
    const [declared, undeclared] = [commits({ 'src/a.js': MADE_UP, 'package.json': manifest('express', 'express-quick-vault') }), commits({ 'src/b.js': MADE_UP })];
    const ran = push(declared, undeclared);
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /^src\/b\.js:1:16 in commit \w+ error /m);
    assert.doesNotMatch(ran.all, /^src\/a\.js:.* error /m);
  });

  it('may be declared at the end of their own branch when several are pushed', () => {
    const declared = commits({ 'src/a.js': MADE_UP }, { 'package.json': manifest('express', 'express-quick-vault') });
    const ran = push(declared, commits({ 'src/b.js': '// other\n' }));
    assert.equal(ran.code, 0, ran.all);
  });

  it('that were there before are none of its business', () => {
    repo.commitUnchecked({ 'src/a.js': MADE_UP });
    repo.git('push', '-q', '--no-verify', 'origin', 'main');
    const ran = push(commits({ 'src/a.js': `${MADE_UP}\n\n\n\n// changed\n` }));
    assert.equal(ran.code, 0, ran.all);
  });

  it('are judged by so many commits besides the last one, and by that one alone, as notes, in what more there are', () => {
    const ran = push(commits(...Array.from({ length: 23 }, (_, at) => ({ [`src/file-${at}.js`]: MADE_UP }))));
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /21 errors and 2 notes/);
  });

  it('can be allowed by the configuration', () => {
    repo.write('.precommit-guardrc.json', '{"packages": {"allow": ["express-quick-*"]}}');
    const ran = push(commits({ 'src/a.js': MADE_UP }));
    assert.equal(ran.code, 0, ran.all);
  });
});
