/** Insecure texts, with templates of patterns/README.md, and what must stand in them after the repair. */
export interface FixCase {
  readonly path: string;
  readonly text: string;
  readonly holds: string;
}

const c = (path: string, text: string, holds: string): FixCase => ({ path, text: `${text}\n`, holds });

export const FIX_CASES: readonly FixCase[] = [
  c('a.js', "const githubToken = 'ghp_{crc62:30}';", 'const githubToken = process.env.GITHUB_TOKEN;'),
  c('a.js', 'const token = "ghp_{crc62:30}";', 'const token = process.env.GITHUB_TOKEN;'),
  c('a.js', 'const key = `AKIA{b32:16}`;', 'const key = process.env.AWS_ACCESS_KEY_ID;'),
  c('a.js', "const dbConfig = { host: 'db.internal', user: 'shop', password: '{lower:5}{d:3}{upper:2}' };", 'password: process.env.DB_PASSWORD }'),
  c('a.js', "fetch(url, { headers: { Authorization: 'Bearer ghp_{crc62:30}' } });", '`Bearer ${process.env.AUTHORIZATION_GITHUB_TOKEN}`'),
  c('a.js', 'const pool = connect("postgres://shop:{lower:5}{d:3}{upper:2}@db.internal:5432/shop");', '`postgres://shop:${process.env.'),
  c('a.js', 'call(`https://api.example.com/?token=ghp_{crc62:30}&page=${page}`);', 'token=${process.env.GITHUB_TOKEN}&page=${page}`'),
  c('a.js', "const all = ['xoxb-{d:12}-{d:12}-{alnum:24}', 'ghp_{crc62:30}'];", '[process.env.SLACK_BOT_TOKEN, process.env.GITHUB_TOKEN]'),
  c('a.js', "const claims = jwt.sign({ id: user.id }, '{alnum:20}', { expiresIn: '1h' });", 'jwt.sign({ id: user.id }, process.env.JWT_SECRET, {'),
  c('a.js', "const claims = jwt.verify(token, '{alnum:20}', { ignoreExpiration: true });", 'process.env.JWT_SECRET, { ignoreExpiration: false })'),
  c('a.js', 'const agent = new https.Agent({ rejectUnauthorized: false });', '{ rejectUnauthorized: true }'),
  c('a.js', "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';", "= '1';"),
  c('a.js', "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0;", '= 1;'),
  c('a.js', 'new MongoClient(url, { tlsAllowInvalidCertificates: true });', '{ tlsAllowInvalidCertificates: false }'),
  c('a.js', "https.createServer({ key, cert, minVersion: 'TLSv1' });", "minVersion: 'TLSv1.2'"),
  c('a.js', "nunjucks.configure('views', { autoescape: false, express: app });", 'autoescape: true'),
  c('a.js', 'libxmljs.parseXml(text, { noent: true });', '{ noent: false }'),
  c('a.js', "res.cookie('session', id, { httpOnly: false, secure: true, sameSite: 'lax' });", 'httpOnly: true'),
  c('a.js', 'output.innerHTML = input.value;', 'output.textContent = input.value;'),
  c('a.js', "title.innerHTML = new URLSearchParams(location.search).get('name');", 'title.textContent = '),
  c('a.js', 'const token = Math.random().toString(36).slice(2);', 'const token = crypto.randomUUID();'),
  c('a.js', "crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });", 'modulusLength: 3072'),
  c('a.js', 'const hash = await bcrypt.hash(password, 4);', 'bcrypt.hash(password, 12)'),
  c('a.js', 'fs.chmodSync(file, 0o777);', '0o775'),
  c('a.js', "jwt.verify(token, key, { algorithms: ['HS256', 'none'] });", "algorithms: ['HS256'] }"),
  c('a.ts', "const githubToken: string = 'ghp_{crc62:30}';", 'const githubToken: string = process.env.GITHUB_TOKEN!;'),
  c('a.ts', "export const options = { token: 'ghp_{crc62:30}' as const };", 'process.env.'),
  c('a.tsx', "const client = new Client('ghp_{crc62:30}');\nexport const view = <b>hello</b>;", 'new Client(process.env.GITHUB_TOKEN!)'),
  c('a.ts', 'request({ url, strictSSL: false }, done);', 'strictSSL: true'),
  c('a.py', 'github_token = "ghp_{crc62:30}"', 'import os\ngithub_token = os.environ["GITHUB_TOKEN"]'),
  c(
    'a.py',
    '"""Talks to the shop."""\nfrom __future__ import annotations\n\nimport sys\n\nPASSWORD = "{lower:5}{d:3}{upper:2}"\nprint(sys.argv)',
    'import os\nimport sys\n\nPASSWORD = os.environ["PASSWORD"]',
  ),
  c('a.py', 'import os, sys\ntoken = f"Bearer ghp_{crc62:30} {sys.platform}"', `token = f"Bearer {os.environ['`),
  c('a.py', 'engine = create_engine("postgresql://shop:{lower:5}{d:3}{upper:2}@db.internal/shop")', 'create_engine(f"postgresql://shop:{os.environ['),
  c('a.py', "key = 'AKIA{b32:16}'", 'key = os.environ["AWS_ACCESS_KEY_ID"]'),
  c('a.py', 'app.secret_key = b"{alnum:16}"', 'app.secret_key = os.environ["FLASK_SECRET_KEY"].encode()'),
  c('a.py', 'import requests\nr = requests.get(url, verify=False)', 'verify=True'),
  c('a.py', 'import yaml\nconfig = yaml.load(file)', 'yaml.safe_load(file)'),
  c('a.py', 'import yaml\nconfig = yaml.load(open(path), Loader=yaml.UnsafeLoader)', 'Loader=yaml.SafeLoader'),
  c('a.py', 'documents = yaml.load_all(stream)', 'yaml.safe_load_all(stream)'),
  c('a.py', 'import ssl\ncontext = ssl._create_unverified_context()', 'ssl.create_default_context()'),
  c('a.py', 'context.check_hostname = False\ncontext.verify_mode = ssl.CERT_NONE', 'context.check_hostname = True\ncontext.verify_mode = ssl.CERT_REQUIRED'),
  c('a.py', 'client.set_missing_host_key_policy(paramiko.AutoAddPolicy())', 'client.load_system_host_keys()'),
  c('a.py', 'tar.extractall(folder)', 'tar.extractall(folder, filter="data")'),
  c('a.py', 'tarfile.open(path).extractall()', 'extractall(filter="data")'),
  c('a.py', 'path = tempfile.mktemp(suffix=".txt")', 'tempfile.mkstemp(suffix=".txt")[1]'),
  c('a.py', 'os.chmod(path, 0o777)', '0o775'),
  c('a.py', 'app.run(host="0.0.0.0", debug=True)', 'debug=False'),
  c('a.py', 'env = Environment(loader=loader, autoescape=False)', 'autoescape=True'),
  c('a.py', 'parser = etree.XMLParser(resolve_entities=True)', 'resolve_entities=False'),
  c('a.py', 'token = random.randint(100000, 999999)', 'import secrets\ntoken = secrets.SystemRandom().randint(100000, 999999)'),
  c('a.py', 'password = "".join(random.choice(letters) for _ in range(12))', 'secrets.choice(letters)'),
  c('a.py', 'SESSION_COOKIE_SECURE = False', 'SESSION_COOKIE_SECURE = True'),
];

/** What no machine may change by itself: nothing of it is touched. */
export const LEFT_ALONE: readonly Omit<FixCase, 'holds'>[] = [
  { path: 'a.jsx', text: 'export const a = <Login token="ghp_{crc62:30}" />;\n' },
  { path: 'a.js', text: "const names = { 'ghp_{crc62:30}': 1 };\n" },
  { path: 'a.js', text: "type Token = 'ghp_{crc62:30}';\n" },
  { path: 'a.js', text: "const a = 'it\\'s ghp_{crc62:30}';\n" },
  { path: 'a.py', text: 'token = "Bearer {0} ghp_{crc62:30}".format(name)\n' },
  { path: 'a.py', text: 'token = ("ghp_{crc62:30}"\n  "abc")\n' },
  { path: 'a.py', text: 'note = "ghp_{crc62:30} of %s" % name\n' },
  { path: 'a.js', text: "element.innerHTML = '<b>' + user.name + '</b>';\n" },
  { path: 'a.py', text: 'result = eval(expression)\n' },
  { path: 'a.go', text: 'token := "ghp_{crc62:30}"\n' },
];
