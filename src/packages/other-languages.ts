import { type Evidence, foldersOf, inFolder, literal, type Standing } from './evidence.js';
import type { Mention } from './mention.js';

/** A language whose imports are checked against manifests alone. */
export interface OtherLanguage {
  imports(text: string): Mention[];
  standing(mention: Mention, path: string, evidence: Evidence, text: string): Promise<Standing>;
}

function mentions(text: string, pattern: RegExp, group = 1): Mention[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const written = match[group];
    if (written === undefined) return [];
    const start = match.index + match[0].lastIndexOf(written);
    return [{ name: written, written, start, end: start + written.length, optional: false }];
  });
}

const GO_MODULES = /(?:^|\/)go\.(?:mod|work)$/;

/** https://go.dev/ref/mod#go-mod-file: an import belongs to the module whose path begins it. */
const go: OtherLanguage = {
  imports(text) {
    const found: Mention[] = [];
    for (const { 0: block, index } of text.matchAll(/^import[ \t]*(?:\([^)]*\)|(?:[\w.]+[ \t]+)?"[^"\n]+")/gm)) {
      // Without a dot in the first part it is the standard library's, or the module's own.
      for (const mention of mentions(block, /(?:^|[\s(])"([\w-]+(?:\.[\w-]+)+\/[^"\n\s]+)"/g)) found.push({ ...mention, start: mention.start + index, end: mention.end + index });
    }
    return found;
  },
  async standing({ written }, path, evidence) {
    if ((await evidence.paths(GO_MODULES)).length === 0) return 'unsure';
    const parts = written.split('/');
    if (evidence.onDisk('vendor', written)) return 'given';
    const says = async (text: string): Promise<boolean> =>
      parts.some((_, at) => at > 0 && new RegExp(`(?:^|[\\s"])${literal(parts.slice(0, at + 1).join('/'))}(?:/v\\d+)?["\\s]`, 'm').test(text));
    for (const folder of foldersOf(path)) {
      const own = await evidence.files.text(inFolder(folder, 'go.mod'));
      if (own !== undefined && (await says(own))) return 'given';
    }
    for (const text of await evidence.texts(GO_MODULES)) if (await says(text)) return 'given';
    for (const text of await evidence.texts(/(?:^|\/)(?:go\.sum|modules\.txt|WORKSPACE|deps\.bzl)$/)) if (await says(text)) return 'given';
    return /^(?:golang\.org\/x|google\.golang\.org|k8s\.io|sigs\.k8s\.io|gopkg\.in|go\.uber\.org)\//.test(written) ? 'exists' : 'unknown';
  },
};

const CARGO = /(?:^|\/)(?:Cargo\.(?:toml|lock)|BUILD(?:\.bazel)?|WORKSPACE|BUCK)$/;
const RUST_OWN = new Set('crate self super std core alloc proc_macro test Self'.split(' '));

/** https://doc.rust-lang.org/reference/items/use-declarations.html, in the edition of 2018 and later. */
const rust: OtherLanguage = {
  imports: (text) =>
    mentions(text, /^[ \t]*(?:pub(?:\([^)]*\))?[ \t]+)?(?:use[ \t]+(?:::)?([a-z_][a-z0-9_]*)::|extern[ \t]+crate[ \t]+(?=[a-z_]))/gm).concat(
      mentions(text, /^[ \t]*(?:pub[ \t]+)?extern[ \t]+crate[ \t]+([a-z_][a-z0-9_]*)/gm),
    ),
  async standing({ name }, path, evidence, text) {
    if (RUST_OWN.has(name)) return 'given';
    // A module of this file, or what another `use` brought in.
    if (new RegExp(`\\bmod[ \\t]+${name}\\b|(?:::|[{,]\\s*|\\bas[ \\t]+)${name}\\b`).test(text)) return 'given';
    const said = new RegExp(`(?<![\\w-])${name.replaceAll('_', '[-_]')}(?![\\w-])`);
    let owned = false;
    for (const folder of foldersOf(path)) {
      const own = await evidence.files.text(inFolder(folder, 'Cargo.toml'));
      owned ||= own !== undefined;
      if (own !== undefined && said.test(own)) return 'given';
    }
    if (!owned) return 'unsure';
    for (const manifest of await evidence.texts(CARGO)) if (said.test(manifest)) return 'given';
    return (await evidence.holds(name)) || (await evidence.holds(name.replaceAll('_', '-'))) ? 'unsure' : 'unknown';
  },
};

const GEMS = /(?:^|\/)(?:Gemfile[^/]*|gems\.(?:rb|locked)|[^/]*\.gemspec)$|(?:^|\/)gemfiles\//;
const GEM_LOCKS = /(?:^|\/)(?:Gemfile\.lock|gems\.locked)$/;
/** https://docs.ruby-lang.org/en/master/standard_library_md.html, older ones too. */
const RUBY_OWN = new Set(
  'English abbrev base64 benchmark bigdecimal bundler bundled_gems cgi cmath continuation coverage csv curses date dbm debug delegate did_you_mean digest drb e2mmap enumerator erb error_highlight etc expect fcntl fiber fiddle fileutils find forwardable gdbm getoptlong gserver iconv io ipaddr irb jcode json logger mathn matrix mkmf minitest monitor mutex_m net nkf objspace observer open open-uri open3 openssl optparse optionparser ostruct parsedate pathname ping power_assert pp prettyprint prime prism profile profiler pstore psych pty racc rake random rbconfig rational rbs rdoc readline reline resolv resolv-replace rexml rinda ripper rss ruby2_keywords rubygems scanf sdbm securerandom set shell shellwords singleton socket stringio strscan sync syntax_suggest syslog tempfile test test-unit thread thwait time timeout tk tmpdir tracer tsort typeprof un unicode_normalize uri weakref webrick win32ole xmlrpc yaml zlib java jruby'.split(
    ' ',
  ),
);

const ruby: OtherLanguage = {
  imports: (text) =>
    mentions(text, /^[ \t]*require[ \t(]+["']([a-zA-Z][\w./-]*)["'][ \t)]*$/gm).map((mention) => ({
      ...mention,
      optional: /^[ \t]/.test(text.slice(text.lastIndexOf('\n', mention.start) + 1)) && 'guarded',
      name: mention.written.split('/')[0] ?? mention.written,
    })),
  async standing({ name, written }, _path, evidence) {
    if (RUBY_OWN.has(name) || /^(?:action|active)_|^rails/.test(name)) return 'given';
    if ((await evidence.paths(GEM_LOCKS)).length === 0) return 'unsure';
    const plain = (text: string): string => text.toLowerCase().replace(/[-_/.]/g, '');
    if ((await evidence.holds(name)) || (await evidence.holds(written.split('/').at(-1) ?? name))) return 'unsure';
    for (const text of await evidence.texts(GEMS)) if (plain(text).includes(plain(name))) return 'given';
    return 'unknown';
  },
};

/** Namespaces that everybody knows; tools such as PHPStan bring some along. */
const PHP_KNOWN = new Set(
  'Amp Aws Behat Brick Cake Carbon Composer Core Doctrine Drupal Elastic Endroid Faker FastRoute Firebase Google GuzzleHttp Http Illuminate Intervention Laminas Laravel League Livewire Magento Mockery Monolog MongoDB Nette Nyholm PDepend PHPStan PHPUnit Pest Phalcon PhpCsFixer PhpOffice PhpParser Pimple Predis Prophecy Psalm Psr Ramsey React Rector Sentry Slim Spatie Sulu Stripe Swoole Symfony Twig Twilio TYPO3 Webmozart WP Yii Zend'.split(
    ' ',
  ),
);

const COMPOSER_LOCK = /(?:^|\/)composer\.lock$/;

/** Which package a namespace belongs to, the lockfile says: https://getcomposer.org/doc/04-schema.md#psr-4 */
const php: OtherLanguage = {
  imports: (text) =>
    mentions(text, /^use[ \t]+(?:function[ \t]+|const[ \t]+)?\\?([A-Z]\w*\\[\w\\]+)(?:[ \t]+as[ \t]+\w+)?[ \t]*[;{]/gm).map((mention) => ({
      ...mention,
      name: mention.written.split('\\')[0] ?? mention.written,
    })),
  async standing({ name }, _path, evidence, text) {
    if (new RegExp(`^namespace[ \\t]+${name}\\b`, 'm').test(text)) return 'given';
    const locks = await evidence.texts(COMPOSER_LOCK);
    if (locks.length === 0) return 'unsure';
    const prefix = new RegExp(`["\\\\]${name}(?:\\\\|_|")|/${name}["/]`, 'i');
    for (const one of [...locks, ...(await evidence.texts(/(?:^|\/)composer\.json$/))]) if (prefix.test(one)) return 'given';
    if ((await evidence.holds(name)) || (await evidence.holds(name.toLowerCase()))) return 'unsure';
    return PHP_KNOWN.has(name) ? 'exists' : 'unknown';
  },
};

export const OTHER_LANGUAGES: Readonly<Record<string, OtherLanguage>> = { go, rust, ruby, php };
