/** A weakness, and how each language writes it. */
export interface Seed {
  readonly name: string;
  readonly cwe: readonly string[];
  readonly in: readonly (readonly [path: string, code: string])[];
}

/** What every first version of a program has in it: values that reach places where they do harm. */
export const SEEDS_OF_VALUES: readonly Seed[] = [
  {
    name: 'SQL by concatenation',
    cwe: ['CWE-89'],
    in: [
      ['a.py', 'cursor.execute("SELECT * FROM users WHERE id=" + user_id)'],
      ['a.js', 'db.query("SELECT * FROM users WHERE id=" + userId);'],
      ['A.java', 'statement.executeQuery("SELECT * FROM users WHERE id=" + userId);'],
      ['A.kt', 'statement.executeQuery("SELECT * FROM users WHERE id=" + userId)'],
      ['a.go', 'db.Query("SELECT * FROM users WHERE id=" + userID)'],
      ['a.php', '<?php $db->query("SELECT * FROM users WHERE id=" . $userId);'],
      ['A.cs', 'new SqlCommand("SELECT * FROM users WHERE id=" + userId, connection);'],
      ['a.rb', 'User.where("id = #{user_id}")'],
      ['a.rs', 'conn.execute(&format!("SELECT * FROM users WHERE id = {}", user_id), [])?;'],
      ['A.swift', 'try db.execute("SELECT * FROM users WHERE id = \\(userId)")'],
      ['a.c', 'snprintf(sql, sizeof sql, "SELECT * FROM users WHERE id=%s", id);\nsqlite3_exec(db, sql, 0, 0, 0);'],
    ],
  },
  {
    name: 'text run as code',
    cwe: ['CWE-94', 'CWE-95'],
    in: [
      ['a.py', 'eval(user_input)'],
      ['a.js', 'eval(userInput);'],
      ['a.php', '<?php eval($input);'],
      ['a.rb', 'eval(user_input)'],
      ['A.java', 'engine.eval(userInput);'],
    ],
  },
  {
    name: 'unbounded copies',
    cwe: ['CWE-120'],
    in: [
      ['a.c', 'strcpy(buffer, argv[1]);'],
      ['a.c', 'gets(buffer);'],
      ['a.cpp', 'strcat(buffer, name);'],
      ['a.c', 'sprintf(buffer, "%s", name);'],
      ['a.c', 'scanf("%s", buffer);'],
    ],
  },
  {
    name: 'a command put together',
    cwe: ['CWE-78'],
    in: [
      ['a.py', 'os.system("ping " + host)'],
      ['a.js', 'exec("ping " + host);'],
      ['A.java', 'Runtime.getRuntime().exec("ping " + host);'],
      ['a.go', 'exec.Command("sh", "-c", "ping "+host)'],
      ['a.php', '<?php system("ping " . $host);'],
      ['A.cs', 'Process.Start("cmd.exe", "/c ping " + host);'],
      ['a.rb', 'system("ping #{host}")'],
      ['a.c', 'system(host);'],
      ['a.rs', 'Command::new("sh").arg("-c").arg(format!("ping {}", host)).spawn()?;'],
      ['A.swift', 'task.arguments = ["-c", "ping \\(host)"]'],
    ],
  },
  {
    name: 'a name behind "../"',
    cwe: ['CWE-22'],
    in: [
      ['a.js', 'fs.readFileSync("../" + filename);'],
      ['A.java', 'new File("../" + filename);'],
      ['a.go', 'os.Open("../" + filename)'],
      ['a.php', '<?php fopen("../" . $filename, "r");'],
      ['A.cs', 'File.ReadAllText("../" + filename);'],
      ['a.rb', 'File.open("../" + filename)'],
      ['a.py', 'open("../" + filename)'],
    ],
  },
  {
    name: 'a session id that can be guessed',
    cwe: ['CWE-330', 'CWE-338'],
    in: [
      ['a.py', 'session_id = str(random.randint(0, 1000))'],
      ['a.js', 'const sessionId = Math.random().toString(36);'],
      ['A.java', 'String sessionId = String.valueOf(new Random().nextInt(1000));'],
      ['a.go', 'sessionID := fmt.Sprint(rand.Intn(1000))'],
      ['a.php', '<?php $token = md5(rand());'],
      ['A.cs', 'var token = new Random().Next().ToString();'],
      ['a.rb', 'token = rand(1000).to_s'],
      ['a.c', 'int session_id = rand() % 1000;'],
      ['A.swift', 'let token = "\\(rand())"'],
    ],
  },
  {
    name: 'markup from a value',
    cwe: ['CWE-79'],
    in: [
      ['a.js', 'el.innerHTML = "<b>" + name;'],
      ['a.vue', '<div v-html="comment"></div>'],
      ['a.php', '<?php echo $_GET["name"];'],
      ['a.py', 'mark_safe(comment)'],
    ],
  },
  {
    name: 'unsafe deserialization',
    cwe: ['CWE-502'],
    in: [
      ['a.py', 'pickle.loads(data)'],
      ['a.py', 'yaml.load(text)'],
      ['A.java', 'Object o = new ObjectInputStream(in).readObject();'],
      ['a.php', '<?php unserialize($data);'],
      ['a.rb', 'Marshal.load(data)'],
      ['A.cs', 'new BinaryFormatter().Deserialize(stream);'],
      ['a.js', 'serialize.unserialize(req.cookies.profile);'],
    ],
  },
];
