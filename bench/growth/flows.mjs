// Inputs for what follows values: assignments, functions and sinks by the ten thousand.
import { fill, MB, pieces } from './measure.mjs';

const sinks = {
  javascript: 'db.query("SELECT " + NAME);',
  python: 'cursor.execute("SELECT " + NAME)',
  java: 'st.executeQuery("SELECT " + NAME);',
  go: 'db.Query("SELECT " + NAME)',
  php: 'mysqli_query($c, "SELECT " . $NAME);',
  csharp: 'new SqlCommand("SELECT " + NAME);',
  ruby: 'conn.execute("SELECT " + NAME)',
  c: 'system(NAME);',
};
const sink = (language, name) => sinks[language].replace('NAME', name);

/** [name, size, what makes it, language] */
export const FLOWS = [
  ['chained assignments', MB, pieces((number) => `a${number + 1} = a${number} + x;\n${sink('javascript', `a${number + 1}`)}\n`), 'javascript'],
  ['chained assignments on one line', MB, pieces((number) => `a${number + 1} = a${number} + x; ${sink('javascript', `a${number + 1}`)} `), 'javascript'],
  ['one name assigned', MB, fill(`a = a + x;\n${sink('javascript', 'a')}\n`), 'javascript'],
  ['one name added to', MB, fill(`a += x;\n${sink('javascript', 'a')}\n`), 'javascript'],
  [
    'eight names added to',
    MB,
    pieces((number) => `a${number % 8} += a${(number + 1) % 8} + a${(number + 3) % 8} + a${(number + 5) % 8};\n${sink('javascript', 'a1')}\n`),
    'javascript',
  ],
  ['assignments and no sink', MB, fill('a = b; '), 'javascript'],
  ['equal signs', MB, (size) => `${fill('a=')(size - 60)}\n${sink('javascript', 'a')}\n`, 'javascript'],
  ['names and colons', MB, (size) => `${fill('a: b ')(size - 60)}\n${sink('javascript', 'a')}\n`, 'javascript'],
  ['names and brackets', MB, (size) => `${fill('a[b] ')(size - 60)}\n${sink('javascript', 'a')}\n`, 'javascript'],
  ['functions', MB, pieces((number) => `function f${number}(a) { ${sink('javascript', 'a')} }\n`), 'javascript'],
  ['functions of Python', MB, pieces((number) => `@app.route("/")\ndef f${number}(a):\n    ${sink('python', 'a')}\n`), 'python'],
  ['nested functions', MB, pieces((number) => `${' '.repeat(number % 60)}function f${number}(a${number}) {\n`), 'javascript'],
  ['open parameters', MB, (size) => `${fill('(a, {b}, ')(size - 60)}\n${sink('javascript', 'a')}\n`, 'javascript'],
  ['open functions', MB, (size) => `${fill('function f(a, (b), {c}, ')(size - 60)}\n${sink('javascript', 'a')}\n`, 'javascript'],
  ['words before a bracket', MB, (size) => `${fill('<< ')(size - 60)}\n${sink('java', 'a')}\n`, 'java'],
  ['types and blanks', MB, (size) => `${fill('a<b> ')(size - 60)}\n${sink('java', 'a')}\n`, 'java'],
  ['types without blanks', MB, (size) => `${fill('a.,')(size - 60)}\n${sink('csharp', 'a')}\n`, 'csharp'],
  ['destructured', MB, fill('const {a, b, c: {d}} = x;\n'), 'javascript'],
  ['open destructured', MB, (size) => `${fill('const {a{b}')(size - 60)}\n${sink('javascript', 'a')}\n`, 'javascript'],
  ['appended', MB, (size) => `${fill('b.append(x).append(y)')(size - 60)}\n${sink('java', 'b')}\n`, 'java'],
  ['loops', MB, (size) => `${fill('for (a of b) ')(size - 60)}\n${sink('javascript', 'a')}\n`, 'javascript'],
  ['calls that fill', MB, fill(`sprintf(b, "%s", argv[1]);\n${sink('c', 'b')}\n`), 'c'],
  ['conditions before assignments', MB, fill(`if (a === "") a = "/";\n${sink('javascript', 'a')}\n`), 'javascript'],
  ['checks before sinks', MB, fill(`if (!ALLOWED.includes(a)) return;\n${sink('javascript', 'a')}\n`), 'javascript'],
  ['long expressions', MB, fill(`a = ${'b + '.repeat(180)}c;\n${sink('javascript', 'a')}\n`), 'javascript'],
  ['templates with values', MB, fill(`a = \`\${b}\${c}\`;\n${sink('javascript', 'a')}\n`), 'javascript'],
  ['casts', MB, fill(`a = parseInt((((((b))))));\n${sink('javascript', 'parseInt((((((a')}\n`), 'javascript'],
  [
    'conditions on constants',
    MB,
    pieces(
      (number) =>
        `function f${number}(req) {\n  let a = req.query.a;\n  if (7 * 42 - ${number % 99} > 200) {\n    a = "x";\n  } else {\n    a = b;\n  }\n  ${sink('javascript', 'a')}\n}\n`,
    ),
    'javascript',
  ],
  [
    'cases on constants',
    MB,
    pieces(
      (number) =>
        `function f${number}(req) {\n  let a = req.query.a;\n  switch ("ABC".charAt(${number % 3})) {\n    case "A": a = "x"; break;\n    case "B": a = req.query.b; break;\n    default: a = b;\n  }\n  ${sink('javascript', 'a')}\n}\n`,
    ),
    'javascript',
  ],
  [
    'cases on constants of Java',
    MB,
    pieces(
      (number) =>
        `  void f${number}(HttpServletRequest request) {\n    String a = request.getParameter("a");\n    switch ("ABC".charAt(${number % 3})) {\n      case 'A': a = "x"; break;\n      case 'B': a = request.getParameter("b"); break;\n      default: a = b;\n    }\n    ${sink('java', 'a')}\n  }\n`,
    ),
    'java',
  ],
  [
    'cases on constants of Ruby',
    MB,
    pieces(
      (number) =>
        `def f${number}\n  a = params[:a]\n  case "ABC"[${number % 3}]\n  when "A"\n    a = "x"\n  when "B"\n    a = params[:b]\n  else\n    a = b\n  end\n  ${sink('ruby', 'a')}\nend\n`,
    ),
    'ruby',
  ],
  [
    'methods of one class',
    MB,
    (size) =>
      `class A {\n  String a;\n${pieces((number) => `  void f${number}(HttpServletRequest request) {\n    this.a = request.getParameter("a") + this.b;\n    String c = f${number + 1}(this.a);\n    ${sink('java', 'c')}\n  }\n`)(size - 40)}}\n`,
    'java',
  ],
  [
    'methods of one class of Ruby',
    MB,
    (size) => `class A\n${pieces((number) => `  def f${number}\n    @a = params[:a] + @b\n    c = f${number + 1}(@a)\n    ${sink('ruby', 'c')}\n  end\n`)(size - 40)}end\n`,
    'ruby',
  ],
  ...Object.keys(sinks).map((language) => [`sinks, ${language}`, MB, fill(`${sink(language, 'x')}\n`), language]),
  ...Object.keys(sinks).map((language) => [
    `assigned and used, ${language}`,
    MB,
    pieces((number) => `${language === 'php' ? '$' : ''}v${number % 900} = ${language === 'php' ? '$' : ''}v${(number + 1) % 900};\n${sink(language, `v${number % 900}`)}\n`),
    language,
  ]),
];
