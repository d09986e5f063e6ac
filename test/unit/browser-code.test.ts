import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { islandsOf, withoutIslands } from '../../src/detect/islands.js';
import { mayHold } from '../../src/detect/may-hold.js';
import { findingsIn, fullDetector, textOf } from '../support/scan.js';

const told = (path: string, text: string): string[] =>
  findingsIn(text, path).flatMap(({ kind, ruleId, start, level }) => (kind === 'insecure-code' && level !== 'note' ? [`${ruleId}:${start.line}:${start.column}`] : []));

describe('scripts in pages of PHP', () => {
  const around = (code: string): string => `<?php require 'a.php'; ?>\n<p>It's</p>\n<script>\n${code}\n</script>\n<?php echo 'b' ?>`;

  it('are judged as scripts are', () => {
    assert.deepEqual(told('a.php', around("document.write('<b>' + location.hash + '</b>');")), ['js-dom-xss:4:1']);
    assert.deepEqual(told('a.php', around('eval(input);')), ['js-eval:4:1']);
    assert.deepEqual(told('a.phtml', around("el.innerHTML = '<b>bold</b>';")), []);
  });

  it('are not judged as PHP, nor is PHP in them as a script', () => {
    assert.deepEqual(told('a.php', around('const found = /a/.exec(name); system(name); unserialize(name);')), []);
    assert.deepEqual(told('a.php', around("const a = '<?= $_GET['b'] ?>';")).length, 1);
    assert.deepEqual(told('a.php', around("el.innerHTML = '<?= htmlspecialchars($b) ?>';")), []);
    assert.deepEqual(told('a.php', around('el.innerHTML = <?= json_encode($b) ?>;')), []);
  });

  it('are no scripts in strings of PHP, in data, or in words', () => {
    for (const text of [
      "<?php\n$a = '</b><script>eval(location.hash)</script>';",
      '<p>eval(location.hash)</p><?php f() ?>',
      '<script type="application/json">{"a": eval(location.hash)}</script><?php f() ?>',
    ]) {
      assert.deepEqual(told('a.php', text), [], text);
    }
  });

  it('are looked at by the quick look too', () => {
    const { ruleset } = fullDetector();
    assert.ok(mayHold(textOf('<?= $a ?><script>document.write(location.hash)</script>', 'a.php'), ruleset));
  });
});

describe('attributes of events', () => {
  for (const [path, before, after] of [
    ['a.html', '<p>x</p>', '<p>y</p>'],
    ['a.php', '<?php f(); ?><p>x</p>', '<?php g(); ?>'],
    ['a.vue', '<template><div>', '</div></template>'],
    ['a.svelte', '<script>let a;</script>', ''],
  ] as const) {
    it(`are scripts in ${path}`, () => {
      const page = (tag: string): string => `${before}\n${tag}\n${after}`;
      assert.deepEqual(told(path, page('<a onclick="eval(location.hash)">b</a>')), ['js-eval-traced:2:13']);
      assert.deepEqual(told(path, page("<a onclick='document.body.innerHTML = location.hash'>b</a>")).length, 1);
      assert.deepEqual(told(path, page('<a title="eval(location.hash)">b</a>')), []);
      assert.deepEqual(told(path, page('<a onclick="eval(\'1 + 1\')" class="b">c</a>')), []);
    });
  }

  it('end where they end: what stands behind is none of their values', () => {
    assert.deepEqual(told('a.html', '<a onclick="document.body.innerHTML = \'\'" class=b id=c>d</a>'), []);
    assert.deepEqual(told('a.html', '<script>document.body.innerHTML = ""</script><a href=b>c</a>'), []);
  });

  it('may be addresses', () => {
    assert.deepEqual(told('a.html', '<a href="javascript:eval(location.hash)">b</a>'), ['js-eval-traced:1:21']);
  });
});

describe('a page without its code of PHP', () => {
  it('is as long as before, with all line breaks where they were', () => {
    const pieces = fc.array(fc.constantFrom('<?php ', '<?=', '?>', "'", '"', '/*', '*/', '//', '\n', '\r\n', '<script>', '</script>', 'a', '<<<A\n', '\nA', '\xff'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(pieces, (all) => {
        const text = all.join('');
        const islands = islandsOf(text);
        const left = withoutIslands(text, islands);
        assert.equal(left.length, text.length);
        const breaks = (one: string): string => one.replace(/[^\r\n]/g, ' ');
        assert.equal(breaks(left), breaks(text));
        let at = 0;
        for (const { start, end } of islands.extents) {
          assert.ok(start >= at && end >= start + 2);
          assert.equal(left.slice(at, start), text.slice(at, start));
          at = end;
        }
        assert.equal(left.slice(at), text.slice(at));
      }),
      { numRuns: 3000 },
    );
  });
});
