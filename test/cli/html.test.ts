import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { htmlReport } from '../../src/report/html.js';
import { findingOf, hostileFinding, resultOf } from '../support/results.js';
import { TempRepo } from '../support/temp-repo.js';

const OPTIONS = { clean: (text: string) => text, fails: ({ level }: { level: string }) => level === 'error', quiet: false, verbose: false };
const TAGS = [
  'html',
  'head',
  'meta',
  'title',
  'style',
  'body',
  'header',
  'h1',
  'button',
  'div',
  'p',
  'main',
  'form',
  'label',
  'input',
  'select',
  'option',
  'output',
  'article',
  'h2',
  'span',
  'pre',
  'mark',
  'dl',
  'dt',
  'dd',
  'code',
  'a',
  'script',
];
const browser = ['chromium', 'chromium-browser', 'google-chrome'].find((name) => spawnSync(name, ['--version']).status === 0);

describe('the HTML report', () => {
  it('is one file that loads nothing and runs its own script alone', () => {
    const page = htmlReport(resultOf([findingOf({})]), OPTIONS);
    assert.match(page, /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[\w+/]+=*'/);
    assert.doesNotMatch(page, /<(?:link|img|iframe|object)\b|\bsrc=|@import|url\(/);
    assert.equal(page.split('<script>').length, 2);
  });

  it('holds nothing of what was scanned but as text', () => {
    fc.assert(
      fc.property(fc.array(hostileFinding, { maxLength: 4 }), (findings) => {
        const page = htmlReport(resultOf(findings), OPTIONS).replace(/<script>[\s\S]*?<\/script>|<style>[\s\S]*?<\/style>/g, '');
        const tags = [...page.matchAll(/<\/?([^\s>/]+)/g)].map(([, name]) => name);
        assert.deepEqual(
          tags.filter((name) => name !== '!doctype' && !TAGS.includes(name ?? '')),
          [],
        );
        assert.equal(tags.filter((name) => name === 'article').length, findings.length * 2);
        assert.doesNotMatch(page, /\son\w+=/);
        assert.doesNotMatch(page, /[\u0000-\u0008\u000b-\u001f\u202e]/);
      }),
    );
  });

  it('filters by level, rule, path and words in a real browser', { skip: browser === undefined ? 'no Chromium is installed (Debian: apt-get install chromium)' : false }, () => {
    const repo = new TempRepo({ hook: false });
    try {
      const page = htmlReport(
        resultOf([
          findingOf({ ruleId: 'one', path: 'src/a.js', level: 'error' }),
          findingOf({ ruleId: 'two', path: 'src/b.js', level: 'warning', message: 'Something <b>bold</b>' }),
          findingOf({ ruleId: 'two', path: 'lib/c.js', level: 'note' }),
        ]),
        OPTIONS,
      );
      // A second script would not be allowed to run: what a person would do is put behind the page's own, with its hash taken out.
      const acting = page.replace(/<meta http-equiv[^>]*>/, '').replace(
        '</body>',
        `<script>
        const told = [];
        const act = (name, value) => { form[name].value = value; form.dispatchEvent(new Event('input')); told.push(count.textContent); form[name].value = ''; };
        told.push(count.textContent); act('rule', 'two'); act('path', 'src'); act('text', 'bold');
        form.querySelector('input[value=error]').click(); told.push(count.textContent);
        theme.click(); told.push(document.documentElement.dataset.theme);
        document.title = told.join('; ');</script></body>`,
      );
      const run = (name: string, text: string): string => {
        const file = join(repo.root, name);
        writeFileSync(file, text);
        const ran = spawnSync(browser ?? '', ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(repo.home, 'profile')}`, '--dump-dom', `file://${file}`], {
          encoding: 'utf8',
          timeout: 200_000,
        });
        return ran.stdout;
      };
      assert.match(run('acting.html', acting), /<title>3 of 3 shown; 2 of 3 shown; 2 of 3 shown; 1 of 3 shown; 2 of 3 shown; dark<\/title>/);
      // With its policy in force the page's own script runs: the form is shown.
      assert.match(run('page.html', page), /<form>/);
    } finally {
      repo.remove();
    }
  });
});
