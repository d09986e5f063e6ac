import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsIn } from '../support/scan.js';

const told = (path: string, text: string): string[] => findingsIn(text, path).flatMap(({ kind, ruleId, start }) => (kind === 'insecure-code' ? [`${ruleId}:${start.line}`] : []));

describe('rules for scripts', () => {
  for (const [path, before, after] of [
    ['a.vue', "<template><p>It's</p></template>\n<script setup>\n", '\n</script>'],
    ['a.svelte', '<script>\n', "\n</script>\n<p>don't {x}</p>"],
    ['a.html', "<!doctype html><p>It's</p>\n<script>\n", '\n</script><p>"</p>'],
    ['a.jsx', 'const A = () => (\n', '\n);'],
    ['a.php', "<p>It's</p>\n<?php\n$q = '?>'; /* ' */\n", "\n?><p>don't</p>"],
  ] as const) {
    const [call, argument] = path === 'a.php' ? ['eval($_GET["a"]);', '$x'] : ['eval(userInput)', 'userInput'];
    it(`find what is run in ${path}, and nothing in comments`, () => {
      const code = path === 'a.jsx' ? `<b title={${call}}>it's</b>` : call;
      assert.equal(told(path, before + code + after).length, 1, path);
      const comment = path === 'a.jsx' ? `<b>{/* eval(${argument}) */}</b>` : `/* eval(${argument}) */`;
      assert.deepEqual(told(path, before + comment + after), []);
    });
  }

  it('say nothing of what people read', () => {
    for (const [path, text] of [
      ['a.html', '<p>Do not call eval(input), exec("ls " + name) or document.write(location.hash).</p>'],
      ['a.vue', '<template><p>eval(input)</p></template>\n<script>export default {};</script>'],
      ['a.svelte', '<p>eval(input)</p>'],
      ['a.jsx', 'export const A = () => (\n  <p>\n    Do not call eval(input) or exec("ls " + name), it\'s bad\n  </p>\n);'],
      ['a.tsx', 'export function A() {\n  return <>eval(input) <b c="eval(d)">eval(e)</b></>;\n}'],
      ['a.php', "<p>eval($input) isn't good</p><?php echo 'eval($input)' ?>"],
    ] as const) {
      assert.deepEqual(told(path, text), [], text);
    }
  });

  it('are not led astray by quotes and slashes in a regular expression', () => {
    for (const literal of ['/["\'`]/g', '/[/"]/', '/\\/\\*/', '/"/', "/'/"]) {
      assert.deepEqual(told('a.js', `const quote = ${literal};\neval(userInput);`), ['js-eval:2'], literal);
      assert.deepEqual(told('a.ts', `if (${literal}.test(a)) b(); // eval(userInput)`), [], literal);
      assert.deepEqual(told('a.vue', `<template><p>'</p></template>\n<script>\nconst quote = ${literal};\neval(userInput);</script>`), ['js-eval:4'], literal);
    }
  });
});
