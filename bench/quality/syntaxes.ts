/**
 * One way of writing a value beside a name. In the template § is the value, `db_password`, `DB_PASSWORD`, `dbPassword` and `DbPassword` are the name, which `named`
 * exchanges for others.
 */
export interface SyntaxRow {
  readonly what: string;
  readonly path: string;
  readonly template: string;
  /** How this language looks a value up in the environment, in place of the whole quoted or bare value. */
  readonly lookup: string;
}

const row = (what: string, path: string, template: string, lookup: string): SyntaxRow => ({ what, path, template, lookup });

/** How people write a value beside its name, in twenty languages and formats. */
export const NAMED_SYNTAXES: readonly SyntaxRow[] = [
  row('env file', '.env', 'DB_PASSWORD=§\n', '${APP_VALUE}'),
  row('env file, quoted', '.env.production', 'export DB_PASSWORD="§"\n', '${APP_VALUE}'),
  row('shell', 'deploy.sh', 'DB_PASSWORD=§ ./run --all\n', '$APP_VALUE'),
  row('shell, quoted', 'deploy.sh', "export DB_PASSWORD='§'\n", '$APP_VALUE'),
  row('shell default', 'deploy.sh', 'db="${DB_PASSWORD:-§}"\n', '$APP_VALUE'),
  row('command-line flag', 'deploy.sh', 'app --user admin --db-password § --verbose\n', '"$APP_VALUE"'),
  row('command-line flag with an equals sign', 'Makefile', '\tapp --db-password=§\n', '$(APP_VALUE)'),
  row('flag in a list of arguments', 'run.py', 'subprocess.run(["app", "--db-password", "§"])\n', 'os.environ["APP_VALUE"]'),
  row('curl header', 'call.sh', 'curl -H "X-Db-Password: §" https://api.internal/v1\n', '$APP_VALUE'),
  row('URL parameter', 'call.sh', 'curl "https://api.internal/v1?user=app&db_password=§&page=2"\n', '$APP_VALUE'),
  row('PowerShell', 'deploy.ps1', '$DbPassword = "§"\n', '$env:APP_VALUE'),
  row('Dockerfile', 'Dockerfile', 'ENV DB_PASSWORD=§\n', '$APP_VALUE'),
  row('Dockerfile, old form', 'Dockerfile', 'ENV DB_PASSWORD §\n', '$APP_VALUE'),
  row('compose', 'docker-compose.yml', 'services:\n  db:\n    environment:\n      - DB_PASSWORD=§\n', '${APP_VALUE}'),
  row('YAML', 'config.yaml', 'db_password: §\n', '${APP_VALUE}'),
  row('YAML, quoted', 'config.yml', "db_password: '§'\n", '${APP_VALUE}'),
  row('YAML pair', 'deployment.yaml', '  env:\n    - name: DB_PASSWORD\n      value: "§"\n', '$(APP_VALUE)'),
  row('JSON', 'config.json', '{\n  "db_password": "§"\n}\n', '"${APP_VALUE}"'),
  row('JSON pair', 'task.json', '{"name": "DB_PASSWORD", "value": "§"}\n', '"${APP_VALUE}"'),
  row('JSON in a string', 'record.json', '{"body": "{\\"user\\": \\"app\\", \\"db_password\\": \\"§\\"}"}\n', '\\"${APP_VALUE}\\"'),
  row('JSON in a string in a string', 'record.json', '{"log": "{\\\\\\"db_password\\\\\\": \\\\\\"§\\\\\\"}"}\n', '"${APP_VALUE}"'),
  row('properties', 'application.properties', 'spring.datasource.db_password=§\n', '${APP_VALUE}'),
  row('INI', 'setup.ini', '[db]\ndb_password = §\n', '${APP_VALUE}'),
  row('TOML', 'config.toml', 'db_password = "§"\n', '"${APP_VALUE}"'),
  row('XML element', 'settings.xml', '<server>\n  <db_password>§</db_password>\n</server>\n', '${env.APP_VALUE}'),
  row('XML attribute', 'context.xml', '<Resource name="jdbc/x" db_password="§" />\n', '"${APP_VALUE}"'),
  row('XML key and value', 'web.config', '<add key="DbPassword" value="§" />\n', '"${APP_VALUE}"'),
  row('plist', 'Info.plist', '<key>DbPassword</key>\n<string>§</string>\n', '$(APP_VALUE)'),
  row('Terraform', 'main.tf', 'resource "db" "x" {\n  db_password = "§"\n}\n', 'var.app_value'),
  row('Terraform variable', 'variables.tf', 'variable "db_password" {\n  type    = string\n  default = "§"\n}\n', 'null'),
  row('table of text', 'accounts.csv', 'site,db_password,made\nhttps://acme.net,§,2024-02-01\n', ''),
  row('first column of a table', 'accounts.csv', 'db_password,site\n§,https://acme.net\n', ''),
  row('column with words before', 'accounts.tsv', 'site\tLogin db_password\tmade\nhttps://acme.net\t§\t2024-02-01\n', ''),
  row('SQL', 'init.sql', "SET db_password = '§';\n", '@app_value'),
  row('JavaScript', 'app.js', "const dbPassword = '§';\n", 'process.env.APP_VALUE'),
  row('JavaScript fallback', 'app.js', 'const db = process.env.DB_PASSWORD || "§";\n', 'fallback()'),
  row('TypeScript with a type', 'app.ts', 'private readonly dbPassword: string = "§";\n', 'process.env.APP_VALUE'),
  row('Python', 'app.py', 'db_password = "§"\n', 'os.environ["APP_VALUE"]'),
  row('Python argument', 'app.py', "connect(host='db', db_password='§')\n", 'os.getenv("APP_VALUE")'),
  row('Python default', 'app.py', 'value = os.environ.get("DB_PASSWORD", "§")\n', 'None'),
  row('Python comparison', 'app.py', 'if db_password == "§":\n', 'expected()'),
  row('Python dictionary item', 'app.py', "settings['db_password'] = '§'\n", 'os.environ["APP_VALUE"]'),
  row('Java', 'App.java', 'private static final String DB_PASSWORD = "§";\n', 'System.getenv("APP_VALUE")'),
  row('Java setter', 'App.java', 'source.setDbPassword("§");\n', 'System.getenv("APP_VALUE")'),
  row('Java call with name and value', 'App.java', 'props.put("db.password", "§");\n'.replace('db.password', 'db_password'), 'System.getenv("APP_VALUE")'),
  row('Java comparison', 'App.java', 'if (dbPassword.equals("§")) {\n', 'expected()'),
  row('Kotlin', 'App.kt', 'val dbPassword: String = "§"\n', 'System.getenv("APP_VALUE")'),
  row('Scala', 'App.scala', 'val dbPassword = "§"\n', 'sys.env("APP_VALUE")'),
  row('Go', 'main.go', 'dbPassword := "§"\n', 'os.Getenv("APP_VALUE")'),
  row('Go bytes', 'main.go', 'dbPassword := []byte("§")\n', 'os.Getenv("APP_VALUE")'),
  row('C#', 'App.cs', 'public const string DbPassword = "§";\n', 'Environment.GetEnvironmentVariable("APP_VALUE")'),
  row('C', 'main.c', 'static const char db_password[] = "§";\n', 'getenv("APP_VALUE")'),
  row('C comparison', 'main.c', 'if (strcmp(db_password, "§") == 0) {\n', 'getenv("APP_VALUE")'),
  row('C++', 'main.cpp', 'std::string dbPassword{"§"};\n'.replace('{', ' = {'), 'getenv("APP_VALUE")'),
  row('Objective-C', 'main.m', '[client setDbPassword:@"§"];\n', 'value'),
  row('Rust', 'main.rs', 'const DB_PASSWORD: &str = "§";\n', 'env!("APP_VALUE")'),
  row('Swift', 'App.swift', 'let dbPassword = "§"\n', 'Config.value'),
  row('PHP', 'config.php', "$db_password = '§';\n", "getenv('APP_VALUE')"),
  row('PHP constant', 'wp-config.php', "define('DB_PASSWORD', '§');\n", "getenv('APP_VALUE')"),
  row('PHP array', 'config.php', "'db_password' => '§',\n", "getenv('APP_VALUE')"),
  row('Ruby', 'config.rb', "db_password = '§'\n", "ENV['APP_VALUE']"),
  row('Ruby symbol', 'config.rb', ':db_password => "§",\n', "ENV['APP_VALUE']"),
  row('Ruby fetch', 'config.rb', 'ENV.fetch("DB_PASSWORD", "§")\n', 'nil'),
  row('Perl', 'app.c', 'my %conf = (db_password => "§");\n', '$ENV{APP_VALUE}'),
  row('Groovy', 'build.gradle', "db_password = '§'\n", "System.getenv('APP_VALUE')"),
  row('settings in a string', 'write_conf.py', 'write("[db]\\ndb_password = §\\n")\n'.replace(' = ', '='), '%s'),
  row('connection string in code', 'app.py', 'connect("host=db.internal dbname=app db_password=§")\n', '%s'),
  row('recorded form', 'cassette.json', '{"body": "grant=x&db_password=§&scope=all"}\n', '${APP_VALUE}'),
  row('nested member', 'app.json', '{"db_password": {"type": "string", "value": "§"}}\n', '"${APP_VALUE}"'),
  row('value before its name', 'task.json', '{"value": "§", "name": "DB_PASSWORD"}\n', '"${APP_VALUE}"'),
  row('key in sections', 'App.cs', 'settings["App:DbPassword"] = "§";\n', 'Environment.GetEnvironmentVariable("APP_VALUE")'),
  row('verbatim string', 'App.cs', 'var json = @"{ ""db_password"": ""§"" }";\n', '""${APP_VALUE}""'),
  row('field of a form', 'login.spec.ts', "await page.fill('#db_password', '§');\n", 'process.env.APP_VALUE'),
  row('field that was looked up', 'Login.java', 'driver.findElement(By.id("db_password")).sendKeys("§");\n', 'System.getenv("APP_VALUE")'),
  row('element named by an attribute', 'strings.xml', '<resources>\n  <string name="db_password">§</string>\n</resources>\n', '${APP_VALUE}'),
  row('YAML block', 'values.yaml', 'db_password: >-\n  §\n', '${APP_VALUE}'),
  row('YAML tag', 'values.yaml', 'db_password: !!str §\n', '${APP_VALUE}'),
  row('Gradle', 'build.gradle', 'buildConfigField "String", "DB_PASSWORD", "\\"§\\""\n', 'System.getenv("APP_VALUE")'),
  row('comment', 'app.js', '// db_password: §\n', '${APP_VALUE}'),
  row('Markdown', 'NOTES.txt', 'DB_PASSWORD: §\n', '${APP_VALUE}'),
  row('SQL insert', 'seed.sql', "INSERT INTO settings (id, db_password, note) VALUES (1, '§', 'x');\n", "current_setting('app.value')"),
  row('SQL update by name', 'seed.sql', "UPDATE settings SET value = '§' WHERE name = 'db_password';\n", "current_setting('app.value')"),
  row('Visual Basic', 'Program.vb', 'Dim dbPassword As String = "§"\n', 'Environment.GetEnvironmentVariable("APP_VALUE")'),
  row('default of a Terraform variable', 'variables.tf', 'variable "db_password" {\n  description = "of the database"\n  type        = string\n  default     = "§"\n}\n', 'null'),
  row('default of a CloudFormation parameter', 'template.yaml', 'Parameters:\n  DbPassword:\n    Type: String\n    NoEcho: true\n    Default: §\n', "''"),
  row('Gherkin', 'login.feature', '    And I fill in "db_password" with "§"\n', '"<value>"'),
  row('Robot Framework', 'login.robot', '${DB_PASSWORD}    §\n', '%{APP_VALUE}'),
  row('value before its name in XML', 'beans.xml', '<constructor-arg value="§" name="dbPassword"/>\n', '"${APP_VALUE}"'),
  row('systemd unit', 'app.service', '[Service]\nEnvironment=DB_PASSWORD=§\n', '%d/app'),
  row('make variable', 'Makefile', 'DB_PASSWORD ?= §\n', '$(APP_VALUE)'),
  row('key chain of iOS', 'Store.swift', 'store.set("§", forKey: "dbPassword")\n', 'value'),
  row('Rust, lazily', 'main.rs', 'static DB_PASSWORD: Lazy<String> = Lazy::new(|| "§".to_string());\n', 'env("APP_VALUE")'),
  row('Zig', 'config.zig', 'pub const db_password: []const u8 = "§";\n', 'env.app_value'),
  row('Perl quotes', 'app.pl', 'my $db_password = q{§};\n', '$ENV{APP_VALUE}'),
  row('Erlang tuple', 'sys.config', '{db_password, <<"§">>},\n', 'undefined'),
  row('OCaml fallback', 'config.ml', 'let db = Sys.getenv_opt "DB_PASSWORD" |> Option.value ~default:"§"\n', 'fallback'),
  row('expression with a fallback', 'app.ts', "const dbPassword = process.env.PW ?? '§';\n", 'fallback()'),
  row('name and value in a URL inside a URL', 'app.log', 'GET /go?to=https%3A%2F%2Fa.internal%2Fb%3Fdb_password%3D§\n', '${APP_VALUE}'),
  row('map as a list', 'App.java', 'Map.of("user", "app", "db_password", "§");\n', 'System.getenv("APP_VALUE")'),
];

/** A row's text with another name: `api_key` makes `API_KEY`, `apiKey` and `ApiKey`. */
export function named({ template }: SyntaxRow, name: string): string {
  const words = name.split('_');
  const title = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
  const pascal = words.map(title).join('');
  return template
    .replaceAll('db_password', name)
    .replaceAll('DB_PASSWORD', name.toUpperCase())
    .replaceAll('dbPassword', pascal.slice(0, 1).toLowerCase() + pascal.slice(1))
    .replaceAll('DbPassword', pascal)
    .replaceAll('Db-Password', words.map(title).join('-'))
    .replaceAll('db-password', words.join('-'));
}

/** A row's text with a value, not a function of it: `$&` stays as it is. */
export function valued(template: string, value: string): string {
  return template.split('§').join(value);
}

/** A row's text that reads the value from the environment. */
export function lookedUp(row: SyntaxRow, name: string): string {
  return named(row, name).replace(/(?:\\{0,3}["'])?§(?:\\{0,3}["'])?/, () => row.lookup);
}
