import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { traceOf } from '../../src/detect/flow/origin.js';
import { scanText } from '../../src/detect/scan-text.js';
import { TextView } from '../../src/detect/text-view.js';
import { LANGUAGES } from '../../src/model/language.js';
import { origin } from '../support/origin.js';
import { findingsIn, fullDetector, textOf } from '../support/scan.js';

/** A method whose `p` is a value from the request. */
function doPost(body: string): string {
  return `class A {\n  void f(HttpServletRequest request) {\n    String p = request.getParameter("p");\n${body.replace(/^/gm, '    ')}\n  }\n}`;
}

describe('the origin of a value', () => {
  for (const [name, expected, path, code] of [
    ['a request, directly', 'request', 'a.js', 'sink(req.query.name)//'],
    ['a request, over an assignment', 'request', 'a.js', 'const name = req.query.name;\nsink(name)//'],
    ['a request, over two', 'request', 'a.py', 'name = request.args["n"]\npath = "a/" + name\nsink(path)//'],
    ['a request, taken apart', 'request', 'a.js', 'const { host, port } = req.body;\nsink(host)//'],
    ['a request, taken apart with defaults', 'request', 'a.js', 'const {\n  host,\n  port = 80,\n} = req.body;\nsink(port)//'],
    ['a request, taken apart twice', 'request', 'a.js', 'const { user: { name: n = "x" } } = req.body;\nsink(n)//'],
    ['a request, with a default', 'request', 'a.go', 'func f(w http.ResponseWriter, r *http.Request) {\n\tn := r.FormValue("n")\n\tif n == "" {\n\t\tn = "/"\n\t}\n\tsink(n)//\n}'],
    ['a request, with a default on one line', 'request', 'a.js', 'let n = req.query.n;\nif (!n) n = "/";\nsink(n)//'],
    ['a request, replaced where it is not allowed', 'constant', 'a.js', 'let n = req.query.n;\nif (!LIST.includes(n)) n = "/";\nsink(n)//'],
    [
      'a request, read into a variable',
      'request',
      'a.go',
      'func f(w http.ResponseWriter, r *http.Request) {\n\tvar in In\n\tjson.NewDecoder(r.Body).Decode(&in)\n\tsink(in.Name)//\n}',
    ],
    ['a parameter of a routed function', 'request', 'a.py', '@app.get("/x")\ndef f(name: str):\n    sink(name)//'],
    ['an annotated parameter', 'request', 'A.java', 'void f(@RequestParam String name) {\n    sink(name)//\n}'],
    ['a text that begins with a request and goes on', 'request', 'a.py', 'html = "<p>" + request.args["n"]\nfor row in rows:\n    html += f"<b>{row.title}</b>"\nsink(html)//'],
    ['the own address, with another protocol', 'constant', 'a.ts', 'const url = new URL(c.req.url);\nurl.protocol = "https:";\nsink(url.toString())//'],
    ['a request under a long type', 'request', 'a.ts', 'const n: Reply<WhatTheServiceAnswersToTheseClients> = req.query.n;\nsink(n)//'],
    ['what its query says', 'request', 'a.ts', 'const url = new URL(c.req.url);\nsink(url.searchParams.get("next"))//'],
    ['the own address, with a host that a client chose', 'request', 'a.ts', 'const url = new URL(request.url);\nurl.host = request.headers.get("x");\nsink(url.href)//'],
    ['where a middleware put an upload', 'unknown', 'a.ts', 'sink(req.file!.path)//'],
    ['what its sender calls an upload', 'request', 'a.ts', 'sink(req.file!.originalname)//'],
    ['a field of a form that a server action gets', 'request', 'a.ts', 'export async function save(formData: FormData) {\n  sink(formData.get("to"))//\n}'],
    ['the name of a field of a form of Rust', 'request', 'a.rs', 'let name = field.content_disposition().get_filename().unwrap();\nsink(name)//'],
    ['a number that a directive of Scala takes', 'unknown', 'a.scala', 'parameter("page".as[Int]) { page =>\n  sink(page)//\n}'],
    ['a text that it takes', 'request', 'a.scala', 'parameter("page") { page =>\n  sink(page)//\n}'],
    ['a parameter', 'parameter', 'a.py', 'def f(name):\n    sink(name)//'],
    ['what a loop takes out of a request', 'request', 'a.py', 'for name in request.form.getlist("n"):\n    sink(name)//'],
    ['what a loop takes out of a parameter', 'parameter', 'a.py', 'def f(names):\n    for name in names:\n        sink(name)//'],
    ['what a loop of PHP takes out of a request', 'request', 'a.php', '<?php\nforeach ($_POST["n"] as $key => $name) {\n    sink($name)//\n}'],
    ['its key', 'request', 'a.php', '<?php\nforeach ($_POST as $key => $name) {\n    sink($key)//\n}'],
    ['a constant in a loop', 'constant', 'a.php', '<?php\nforeach (["a", "b"] as $name) {\n    sink($name)//\n}'],
    ['what is spread out of a request', 'request', 'a.js', 'sink(join("docs", ...req.params.path))//'],
    ['a value that a component lets its parent set', 'unknown', 'a.svelte', '<script>\nexport let html = "";\nsink(html)//\n</script>'],
    ['a message of a socket', 'request', 'a.js', 'socket.on("ask", (message) => {\n  sink(message.text)//\n});'],
    ['the fault of a socket', 'parameter', 'a.js', 'socket.on("error", (fault) => {\n  sink(fault)//\n});'],
    ['what a web socket says in a loop', 'request', 'a.py', 'async def f(websocket):\n    async for text in websocket:\n        sink(text)//'],
    ['a parameter of a route handler', 'request', 'a.ts', 'export async function GET(request: Request, { params }: { params: { path: string[] } }) {\n  sink(params.path)//\n}'],
    ['the input of a procedure', 'request', 'a.ts', 'const r = procedure.query(async ({ input }) => {\n  sink(input.url)//\n});'],
    ['an argument of a route of PHP', 'request', 'a.php', '<?php\n$app->get("/a/{n}", function (Request $request, array $args) {\n    sink($args["n"])//\n});'],
    ['a service of a route of PHP', 'unknown', 'a.php', '<?php\n$app->get("/a", function (Request $request, Store $store) {\n    sink($store->root)//\n});'],
    ['a parameter of a listener for messages', 'request', 'A.java', '@KafkaListener(topics = "a")\nvoid f(String text) {\n    sink(text)//\n}'],
    ['a part of the request turned into a type', 'constant', 'A.java', 'void f(@RequestParam Format format) {\n    sink(format.name())//\n}'],
    ['one of two literals', 'constant', 'A.java', 'void f(@RequestParam String by) {\n    String column = "date".equals(by) ? "created" : "title";\n    sink(column)//\n}'],
    ['a constant of a type', 'constant', 'A.java', 'sink("select " + Table.NAME)//'],
    ['a variable with the name of a keyword elsewhere', 'request', 'a.go', 'func f(w http.ResponseWriter, r *http.Request) {\n\tref := r.FormValue("ref")\n\tsink(ref)//\n}'],
    ['a message', 'request', 'a.go', 'func f(msg kafka.Message) {\n\tname := string(msg.Value)\n\tsink(name)//\n}'],
    ['a number, behind an assertion', 'constant', 'a.kt', 'val id = call.parameters["id"]!!.toInt()\nsink("a$id")//'],
    ['a number', 'constant', 'a.py', '@app.get("/x")\ndef f(name: int):\n    sink(name)//'],
    ['a conversion', 'constant', 'a.js', 'const id = parseInt(req.query.id, 10);\nsink(id)//'],
    ['a conversion written behind', 'constant', 'a.rb', 'id = params[:id].to_i\nsink(id)//'],
    ['a request, under the same name again', 'request', 'a.py', 'name = request.args["n"]\nname = name.strip()\nname = name + ".txt"\nsink(name)//'],
    ['a text whose end is cut off by its length', 'request', 'a.js', 'const n = req.query.n;\nconst m = n.substring(0, n.length - 1);\nsink(m)//'],
    ['what a condition on constants never lets by', 'constant', 'A.java', doPost('int n = 86;\nString a = (7 * 42) - n > 200 ? "a" : p;\nsink(a)//')],
    ['what it always lets by', 'request', 'A.java', doPost('int n = 106;\nString a = (7 * 42) - n > 200 ? "a" : p;\nsink(a)//')],
    ['what a condition that may turn out either way lets by', 'request', 'A.java', doPost('int n = 86;\nn++;\nString a = (7 * 42) - n > 200 ? "a" : p;\nsink(a)//')],
    [
      'a branch of a function so long that what changes its condition may be out of sight',
      'request',
      'A.java',
      doPost(`int n = 0;\nString a = "a";\n${'log(p);\n'.repeat(80)}while (next()) {\n  if (n > 3) {\n    a = p;\n  }\n  n = n + 1;\n}\nsink(a)//`),
    ],
    ['a parameter with a default on a line of its own', 'request', 'a.py', '@app.get("/x")\ndef f(\n    name: str = "x",\n    limit: int = 10,\n):\n    sink(name)//'],
    [
      'a branch of which a default decides, which is none',
      'request',
      'a.py',
      '@app.get("/x")\ndef f(\n    name: str,\n    limit=3,\n):\n    a = "a"\n    if limit > 5:\n        a = name\n    sink(a)//',
    ],
    ['a branch that never runs', 'constant', 'A.java', doPost('int n = 86;\nString a;\nif ((7 * 42) - n > 200) a = "a";\nelse a = p;\nsink(a)//')],
    ['a branch that always runs', 'request', 'A.java', doPost('int n = 196;\nString a = "a";\nif (500 % 42 + n > 200) {\n  a = p;\n}\nsink(a)//')],
    ['a branch in brackets that never runs', 'constant', 'A.java', doPost('String a = "a";\nif (false) {\n  a = p;\n} else {\n  a = "b";\n}\nsink(a)//')],
    [
      'a branch of Python that never runs',
      'constant',
      'a.py',
      '@app.get("/x")\ndef f(p: str):\n    n = 3\n    if n * 2 > 7:\n        a = p\n    else:\n        a = "a"\n    sink(a)//',
    ],
    ['the other branch of Python', 'request', 'a.py', '@app.get("/x")\ndef f(p: str):\n    n = 4\n    a = p if n * 2 > 7 else "a"\n    sink(a)//'],
    [
      'a case that never comes',
      'constant',
      'A.java',
      doPost(
        'String s = "ABC";\nchar c = s.charAt(1);\nString a;\nswitch (c) {\n  case \'A\':\n    a = p;\n    break;\n  case \'B\':\n    a = "b";\n    break;\n  default:\n    a = p;\n    break;\n}\nsink(a)//',
      ),
    ],
    [
      'a case that always comes',
      'request',
      'A.java',
      doPost(
        'char c = "ABC".charAt(2);\nString a;\nswitch (c) {\n  case \'B\':\n    a = "b";\n    break;\n  case \'C\':\n  case \'D\':\n    a = p;\n    break;\n  default:\n    a = "a";\n    break;\n}\nsink(a)//',
      ),
    ],
    [
      'a case that is fallen into',
      'request',
      'A.java',
      doPost("char c = 'A';\nString a = \"\";\nswitch (c) {\n  case 'A':\n    log(\"a\");\n  case 'B':\n    a = p;\n    break;\n}\nsink(a)//"),
    ],
    ['the elements of a list, under names of their own', 'request', 'a.js', 'const [host, port] = req.query.at.split(":");\nsink(port)//'],
    ['the same in PHP', 'request', 'a.php', '<?php\nlist($host, $port) = explode(":", $_GET["at"]);\nsink($port)//'],
    ['the same in Rust', 'request', 'a.rs', 'async fn f(Query(q): Query<At>) {\n    let (host, port) = q.at.split_once(":").unwrap();\n    sink(port)//\n}'],
    ['a value beside another on one line', 'request', 'a.js', 'var a = 1, b = req.query.b;\nsink(b)//'],
    ['two names for one value', 'request', 'a.py', 'def f(request):\n    a = b = request.GET["n"]\n    sink(b)//'],
    ['a named argument, which gives no name a value', 'unknown', 'a.py', 'def f(request):\n    a = make()\n    b = g(instance=a, data=request.data)\n    sink(a)//'],
    ['keys and values in a loop', 'request', 'a.py', 'def f(request):\n    for key, value in request.GET.items():\n        sink(value)//'],
    ['what is counted along in a loop', 'unknown', 'a.py', 'def f(request):\n    for index, value in enumerate(request.GET.getlist("n")):\n        sink(index)//'],
    ['pairs in a loop', 'request', 'a.js', 'for (const [key, value] of Object.entries(req.query)) {\n  sink(key)//\n}'],
    ['a field that was set', 'request', 'a.js', 'function f(req) {\n  const options = {};\n  options.path = req.query.path;\n  sink(options.path)//\n}'],
    ['another field', 'constant', 'a.js', 'function f(req) {\n  const options = {};\n  options.path = req.query.path;\n  sink(options.host)//\n}'],
    ['a value beside its key in PHP', 'request', 'a.php', '<?php\n$row = ["name" => $_GET["n"]];\nsink($row["name"])//'],
    ['each of a list, handed to a function', 'request', 'a.js', 'function f(req) {\n  req.body.items.forEach((item) => {\n    sink(item.name)//\n  });\n}'],
    ['each of a list of constants, handed to a function', 'parameter', 'a.js', 'function f(req) {\n  NAMES.forEach((item) => {\n    sink(item)//\n  });\n}'],
    ['pieces of a request', 'request', 'a.js', 'function f(req, res) {\n  req.on("data", (piece) => {\n    sink(piece)//\n  });\n}'],
    ['each of a list in Ruby', 'request', 'a.rb', 'def f\n  params[:ids].split(",").each do |id|\n    sink(id)//\n  end\nend'],
    [
      'each of a list in Kotlin',
      'request',
      'a.kt',
      'fun f(call: ApplicationCall) {\n    call.request.queryParameters["a"].split(",").forEach { id ->\n        sink(id)//\n    }\n}',
    ],
    ['one part of each of a list', 'request', 'a.js', 'const names = req.body.items.map((item) => item.name);\nsink(names)//'],
    ['question marks for each of a list', 'constant', 'a.js', 'const marks = req.body.items.map(() => "?").join(",");\nsink(marks)//'],
    ['an instance variable of Ruby', 'request', 'a.rb', 'def f\n  @name = params[:name]\n  sink(@name)//\nend'],
    ['a text without all but letters', 'unknown', 'a.php', '<?php\n$n = preg_replace("/[^a-z]/", "", $_GET["n"]);\nsink($n)//'],
    ['a text without one letter', 'request', 'a.php', '<?php\n$n = preg_replace("/a/", "", $_GET["n"]);\nsink($n)//'],
    ['a service that PHP hands in', 'unknown', 'a.php', '<?php\nfunction f(Store $store) {\n    sink($store->root)//\n}'],
    ['a constant of the file', 'constant', 'a.py', 'NAME = "a"\ndef f():\n    sink("x" + NAME)//'],
    ['the command line', 'input', 'a.py', 'name = sys.argv[1]\nsink(name)//'],
    [
      'what a loop over an array of a type gives',
      'request',
      'A.java',
      'void f(HttpServletRequest request) {\n    Cookie[] all = request.getCookies();\n    for (javax.servlet.http.Cookie one : all) {\n        sink(one.getValue())//\n    }\n}',
    ],
    [
      'one of several branches',
      'request',
      'A.java',
      'void f(@RequestParam String n) {\n    String a;\n    switch (k) {\n        case 1:\n            a = n;\n            break;\n        default:\n            a = "x";\n    }\n    sink(a)//\n}',
    ],
    [
      'what a function of the file gives back of it',
      'request',
      'A.java',
      'void f(@RequestParam String n) {\n    String a = pass("x", n);\n    sink(a)//\n}\n\nprivate String pass(String x, String y) {\n    String z = y.trim();\n    return z;\n}',
    ],
    ['what a function of the file reads', 'request', 'a.py', 'def name():\n    return request.args["n"]\n\ndef f():\n    sink(name())//'],
    [
      'what a function of the file leaves out',
      'constant',
      'A.java',
      'void f(@RequestParam String n) {\n    sink(pass("x", n))//\n}\n\nprivate String pass(String x, String y) {\n    return x;\n}',
    ],
    [
      'what a function of the file makes harmless',
      'unknown',
      'A.java',
      'void f(@RequestParam String n) {\n    sink(clean(n))//\n}\n\nprivate String clean(String y) {\n    return y;\n}',
    ],
    ['the function of another object', 'unknown', 'A.java', 'void f(@RequestParam String n) {\n    sink(store.find(n))//\n}\n\nString find(String y) {\n    return y;\n}'],
    ['letters and digits alone', 'unknown', 'A.java', 'void f(@RequestParam String n) {\n    sink(n.replaceAll("[^a-z0-9]", ""))//\n}'],
    ['text and something unknown', 'joined', 'a.js', 'sink("a" + name)//'],
    ['a name that gets its own value', 'request', 'a.py', 'def f():\n    name = request.args["n"]\n    name = name.strip()\n    sink(name)//'],
    ['a parameter that gets its own value', 'parameter', 'a.py', 'def f(name):\n    name = name.strip()\n    sink(name)//'],
    ['another element', 'constant', 'a.py', 'def f():\n    d = {}\n    d["a"] = request.args["n"]\n    d["b"] = "x"\n    sink(d["b"])//'],
    ['an element that was added', 'request', 'a.php', '<?php\n$a = array();\n$a[] = "x";\n$a[] = $_GET["n"];\nsink($a[1])//'],
    ['a value of a list with keys', 'request', 'a.php', '<?php\n$a = ["b" => "x", "c" => $_GET["n"]];\nsink($a["c"])//'],
    ['what a filter leaves an address', 'request', 'a.php', '<?php\n$u = filter_var($_GET["u"], FILTER_SANITIZE_URL);\nsink($u)//'],
    ['what was looked up by a request', 'unknown', 'a.js', 'const row = table.find(req.query.id);\nsink(row)//'],
    ['an entry of a constant table', 'constant', 'a.js', 'const name = req.query.name;\nsink(TABLE[name])//'],
    ['an entry of a table', 'unknown', 'a.js', 'const name = req.query.name;\nsink(table[name])//'],
    [
      'what a builder was given',
      'request',
      'A.java',
      'void f(HttpServletRequest request) {\n    String n = request.getParameter("n");\n    StringBuilder sb = new StringBuilder("select ");\n    sb.append("x = ").append(n);\n    sink(sb.toString())//\n}',
    ],
    ['a variable of another function', 'unknown', 'a.py', 'def g():\n    name = request.args["n"]\n\ndef f():\n    sink(name)//'],
    ['a handler inside the value', 'unknown', 'a.js', 'const server = create((req, res) => res.end(req.url));\nsink(server)//'],
    ['what C added to a buffer', 'parameter', 'a.c', 'void f(const char *dir) {\n    char cmd[9] = "ls ";\n    strncat(cmd, dir, 200);\n    sink(cmd)//\n}'],
    ['what C wrote into a buffer', 'input', 'a.c', 'int main(int argc, char **argv) {\n    snprintf(cmd, sizeof cmd, "x %s", argv[1]);\n    sink(cmd)//\n}'],
  ] as const) {
    it(`${name}: ${expected}`, () => {
      assert.equal(origin(code, path), expected);
    });
  }

  it('is not asked for in languages that nobody follows', () => {
    assert.equal(origin('sink(a)//', 'a.sh'), undefined);
  });

  it('ends with a verdict on any text', () => {
    const pieces = fc.array(
      fc.constantFrom('a', 'b = ', 'def f(a):\n  ', 'function f(a) {\n', '(', ')', '[', '"', '`${', '}', ' + ', ', ', ';', '\n', '=> ', 'req.query.', 'for x in ', '+= '),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(pieces, fc.constantFrom(...LANGUAGES), (parts, language) => {
        const bytes = Buffer.from(parts.join(''));
        const view = new TextView({ path: 'a', bytes, language, added: { kind: 'all' } });
        const middle = bytes.length >> 1;
        traceOf(view, { start: middle, end: bytes.length });
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a finding about a followed value', () => {
  const SQL = 'def find(cursor, name):\n    query = "SELECT * FROM users WHERE name = \'" + name + "\'"\n    cursor.execute(query)\n';

  it('names the line the value comes from, and is the only one', () => {
    const found = findingsIn(SQL, 'a.py');
    assert.deepEqual(
      found.map(({ ruleId, start }) => [ruleId, start.line]),
      [['python-query-traced', 3]],
    );
    assert.match(found[0]?.message ?? '', /from line 2/);
  });

  it('is an error for a request and a warning for a parameter', () => {
    const request = SQL.replace('def find(cursor, name):', 'def find(cursor):\n    name = request.args["name"]');
    assert.deepEqual(
      [SQL, request].map((code) => findingsIn(code, 'a.py')[0]?.level),
      ['warning', 'error'],
    );
  });

  it('is none where the value was checked, converted or taken from a list', () => {
    const code = (line: string): string => `@app.get("/x")\ndef f(name: str):\n    ${line}\n    return open("files/" + name)\n`;
    assert.equal(findingsIn(code('pass'), 'a.py').length, 1);
    for (const line of ['if name not in ALLOWED:\n        abort(404)', 'name = int(name)', 'name = os.path.basename(name)', 'name = NAMES[name]', 'assert name.isalnum()']) {
      assert.deepEqual(findingsIn(code(line), 'a.py'), [], line);
    }
  });

  it('is told once where one call is what another is handed', () => {
    const code = doPost('InputStream in = new FileInputStream(new File(p));\nReader reader = new FileReader(p);');
    assert.deepEqual(
      findingsIn(code, 'A.java').map(({ start }) => start.line),
      [4, 5],
    );
  });

  describe('in a change', () => {
    const USE =
      'def find():\n    name = request.args["name"]\n    query = "SELECT * FROM users WHERE name = \'" + name + "\'"\n    cursor.execute(\n        query,\n        timeout,\n    )\n    log(1)\n';
    const foundAt = (code: string, path: string, ...lines: number[]): readonly number[] =>
      scanText(textOf(code, path, { kind: 'lines', ranges: lines.map((line) => ({ first: line, last: line })) }), fullDetector()).findings.map(({ start }) => start.line);

    it('is the business of whoever writes a line that its value comes through', () => {
      for (const line of [2, 3, 5]) assert.deepEqual(foundAt(USE, 'a.py', line), [4], `line ${line}`);
    });

    it('is none where another line is new, of the call or beside it', () => {
      for (const line of [1, 6, 7, 8]) assert.deepEqual(foundAt(USE, 'a.py', line), [], `line ${line}`);
      assert.deepEqual(foundAt(USE, 'a.py'), []);
    });

    it('is found through a function of the same file', () => {
      const through =
        'function hostOf(req) {\n  const host = req.query.host;\n  return host;\n}\napp.get("/p", (req, res) => {\n  const host = hostOf(req);\n  exec("ping " + host);\n});\n';
      for (const line of [2, 3, 6]) assert.deepEqual(foundAt(through, 'a.js', line), [7], `line ${line}`);
    });

    it('is found through a field, and through a list whose elements are handed out', () => {
      const field = 'function run(req) {\n  const job = {};\n  job.host = req.query.host;\n  exec("ping " + job.host);\n}\n';
      assert.deepEqual(foundAt(field, 'a.js', 3), [4]);
      const list = 'function run(req) {\n  const hosts = req.body.hosts;\n  hosts.forEach((host) => {\n    exec("ping " + host);\n  });\n}\n';
      for (const line of [2, 3]) assert.deepEqual(foundAt(list, 'a.js', line), [4], `line ${line}`);
    });

    it('is none where the value is checked, on old lines or new ones', () => {
      const checked = USE.replace('    query =', '    if name not in NAMES:\n        abort(404)\n    query =');
      for (const line of [2, 3, 7]) assert.deepEqual(foundAt(checked, 'a.py', line), [], `line ${line}`);
    });
  });
});
