/** What kind of place a file lies in: made-up names are at home in fixtures, documents and examples. */
export type Place = 'source' | 'test' | 'sample';

const SAMPLE =
  /(?:^|\/)(?:[\w-]*fixtures?|__\w+__|test-?data|test-?cases|cases|snapshots?|templates?(?:[-_][\w-]+)?|stubs?|mocks?|vendor(?:ed)?|third[-_]?party|node_modules|bower_components|dist|playgrounds?|sandbox(?:es)?|[\w-]*examples?|samples?|demos?|docs?(?:[-_]\w+)?|documentation|tutorials?|bench(?:marks?)?|website|spec-?fixtures|recipes|cookbook|integration[-_]tests?|compat)\/|\.(?:mdx?|rst|tmpl|tpl|hbs|ejs|j2|jinja2?)$|\.min\.|[._-](?:example|sample|template|fixture)\b/;
const TEST_FOLDER = /(?:^|\/)(?:tests?|specs?|e2e|testing|cypress|[\w-]+-tests?|[\w-]+_tests?)\//;
const TEST_FILE = /[._-](?:test|spec)\.[a-z]+$|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.(?:py|go|rb)$/;

export function placeOf(path: string): Place {
  const lower = path.toLowerCase();
  if (SAMPLE.test(lower)) return 'sample';
  if (TEST_FILE.test(lower)) return 'test';
  return TEST_FOLDER.test(lower) ? 'sample' : 'source';
}
