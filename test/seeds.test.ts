import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsIn } from './support/scan.js';

/** What every first version of a program has in it: the weakness, and how each language writes it. */
const SEEDS: readonly { readonly name: string; readonly cwe: readonly string[]; readonly in: readonly (readonly [path: string, code: string])[] }[] = [
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
  {
    name: 'ECB and broken ciphers',
    cwe: ['CWE-327'],
    in: [
      ['a.py', 'AES.new(key, AES.MODE_ECB)'],
      ['a.js', "crypto.createCipheriv('aes-128-ecb', key, null);"],
      ['A.java', 'Cipher.getInstance("AES/ECB/PKCS5Padding");'],
      ['a.go', 'des.NewCipher(key)'],
      ['a.php', "<?php openssl_encrypt($text, 'aes-128-ecb', $key);"],
      ['A.cs', 'aes.Mode = CipherMode.ECB;'],
      ['a.rb', "OpenSSL::Cipher.new('aes-128-ecb')"],
      ['a.c', 'EVP_EncryptInit_ex(ctx, EVP_aes_128_ecb(), NULL, key, NULL);'],
      ['a.rs', 'let c = Cipher::aes_256_ecb();'],
      ['A.swift', 'let options = CCOptions(kCCOptionECBMode)'],
    ],
  },
  {
    name: 'fixed IV',
    cwe: ['CWE-329'],
    in: [
      ['a.py', 'AES.new(key, AES.MODE_CBC, b"0000000000000000")'],
      ['a.js', "crypto.createCipheriv('aes-256-cbc', key, Buffer.alloc(16, 0));"],
      ['A.java', 'new IvParameterSpec("1234567890123456".getBytes());'],
      ['a.go', 'cipher.NewCBCEncrypter(block, []byte("1234567890123456"))'],
      ['a.php', '<?php openssl_encrypt($t, "aes-256-cbc", $key, 0, "1234567890123456");'],
      ['A.cs', 'aes.IV = new byte[16];'],
      ['a.rb', 'cipher.iv = "1234567890123456"'],
      ['a.c', 'unsigned char iv[16] = {0};'],
    ],
  },
  {
    name: 'short RSA keys',
    cwe: ['CWE-326'],
    in: [
      ['a.py', 'rsa.generate_private_key(public_exponent=65537, key_size=1024)'],
      ['a.js', "crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });"],
      ['A.java', 'KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");\ngenerator.initialize(1024);'],
      ['a.go', 'rsa.GenerateKey(rand.Reader, 1024)'],
      ['a.php', '<?php openssl_pkey_new(["private_key_bits" => 1024]);'],
      ['A.cs', 'RSA.Create(1024);'],
      ['a.rb', 'OpenSSL::PKey::RSA.new(1024)'],
      ['a.c', 'EVP_PKEY_CTX_set_rsa_keygen_bits(ctx, 1024);'],
      ['a.rs', 'RsaPrivateKey::new(&mut rng, 1024)?;'],
    ],
  },
  {
    name: 'CORS for everybody',
    cwe: ['CWE-942'],
    in: [
      ['a.js', "res.setHeader('Access-Control-Allow-Origin', '*');"],
      ['a.py', "response.headers['Access-Control-Allow-Origin'] = '*'"],
      ['A.java', 'response.setHeader("Access-Control-Allow-Origin", "*");'],
      ['a.go', 'w.Header().Set("Access-Control-Allow-Origin", "*")'],
      ['a.php', '<?php header("Access-Control-Allow-Origin: *");'],
      ['A.cs', 'policy.AllowAnyOrigin();'],
      ['a.rb', "headers['Access-Control-Allow-Origin'] = '*'"],
      ['nginx.conf', 'add_header Access-Control-Allow-Origin *;'],
    ],
  },
  {
    name: 'traces for the client',
    cwe: ['CWE-209'],
    in: [
      ['a.js', 'res.status(500).send(error.stack);'],
      ['a.py', 'return jsonify(error=traceback.format_exc()), 500'],
      ['A.java', 'e.printStackTrace(response.getWriter());'],
      ['a.go', 'http.Error(w, string(debug.Stack()), 500)'],
      ['a.php', '<?php echo $e->getTraceAsString();'],
      ['A.cs', 'return StatusCode(500, ex.StackTrace);'],
      ['a.rb', 'render json: { trace: e.backtrace }'],
    ],
  },
  {
    name: 'certificate checks off',
    cwe: ['CWE-295'],
    in: [
      ['a.py', 'requests.get(url, verify=False)'],
      ['a.js', 'const agent = new https.Agent({ rejectUnauthorized: false });'],
      ['A.java', 'connection.setHostnameVerifier((host, session) -> true);'],
      ['a.go', 'tls.Config{InsecureSkipVerify: true}'],
      ['a.php', '<?php curl_setopt($c, CURLOPT_SSL_VERIFYPEER, false);'],
      ['A.cs', 'handler.ServerCertificateCustomValidationCallback = (a, b, c, d) => true;'],
      ['a.rb', 'http.verify_mode = OpenSSL::SSL::VERIFY_NONE'],
      ['a.c', 'curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);'],
      ['a.rs', 'builder.danger_accept_invalid_certs(true)'],
      ['A.swift', 'completionHandler(.useCredential, URLCredential(trust: trust))'],
      ['a.sh', 'curl -k https://api.acme.io/'],
    ],
  },
  {
    name: 'cleartext protocols',
    cwe: ['CWE-319'],
    in: [
      ['A.java', 'String url = "ftp://files.acme.io/in";'],
      ['a.go', 'url := "http://api.acme.io/login"'],
      ['A.cs', 'var url = "ftp://files.acme.io/in";'],
      ['a.php', '<?php $url = "ftp://files.acme.io/in";'],
      ['a.rb', 'url = "ftp://files.acme.io/in"'],
      ['a.rs', 'let url = "http://api.acme.io/login";'],
    ],
  },
  {
    name: 'secrets in logs',
    cwe: ['CWE-532'],
    in: [
      ['a.js', 'console.log("password", password);'],
      ['a.py', 'logger.info("password %s", password)'],
      ['A.java', 'log.info("password {}", password);'],
      ['a.go', 'log.Printf("password %s", password)'],
      ['A.cs', 'logger.LogInformation("password {P}", password);'],
      ['a.php', '<?php error_log("password $password");'],
      ['a.rb', 'logger.info("password #{password}")'],
      ['A.swift', 'print("password \\(password)")'],
      ['a.rs', 'println!("password {}", password);'],
      ['a.c', 'printf("password %s", password);'],
    ],
  },
  {
    name: 'tokens nobody verified',
    cwe: ['CWE-347'],
    in: [
      ['a.js', "jwt.verify(token, key, { algorithms: ['none'] });"],
      ['a.py', "jwt.decode(token, options={'verify_signature': False})"],
      ['A.java', 'Jwts.parser().unsecured().build().parseUnsecuredClaims(token);'],
      ['a.go', 'parser.ParseUnverified(raw, claims)'],
      ['A.cs', 'ValidateIssuerSigningKey = false,'],
      ['a.php', '<?php $c = json_decode(base64_decode(explode(".", $jwt)[1]));'],
      ['a.rb', 'JWT.decode(token, nil, false)'],
      ['a.rs', 'validation.insecure_disable_signature_validation();'],
    ],
  },
  {
    name: 'check, then use',
    cwe: ['CWE-367'],
    in: [
      ['a.py', 'if not os.path.exists(path):\n    with open(path, "w") as f:\n        f.write(text)'],
      ['a.js', 'if (!fs.existsSync(path)) {\n  fs.writeFileSync(path, text);\n}'],
      ['A.java', 'if (!file.exists()) {\n    file.createNewFile();\n}'],
      ['a.go', 'if _, err := os.Stat(path); os.IsNotExist(err) {\n\tos.WriteFile(path, data, 0o600)\n}'],
      ['A.cs', 'if (!File.Exists(path)) {\n    File.WriteAllText(path, text);\n}'],
      ['a.php', '<?php\nif (!file_exists($path)) {\n    file_put_contents($path, $text);\n}'],
      ['a.rb', 'unless File.exist?(path)\n  File.write(path, text)\nend'],
      ['a.c', 'if (access(path, W_OK) == 0) {\n    FILE *f = fopen(path, "w");\n}'],
    ],
  },
  {
    name: 'a promise of a way in',
    cwe: ['CWE-546'],
    in: [
      ['a.js', '// TODO: Add admin bypass'],
      ['a.py', '# TODO: Add admin bypass'],
      ['A.java', '// TODO: Add admin bypass'],
      ['a.go', '// TODO: Add admin bypass'],
      ['a.sh', '# TODO: Add admin bypass'],
    ],
  },
  {
    name: "an object of a request's id",
    cwe: ['CWE-639'],
    in: [
      ['a.js', 'const order = await Order.findById(req.params.id);'],
      ['a.py', 'def show(request, order_id):\n    return Order.objects.get(pk=order_id)'],
      ['a.php', '<?php Order::find($_GET["id"]);'],
      ['a.rb', 'def show\n  Order.find(params[:id])\nend'],
      ['A.cs', '[HttpGet]\npublic IActionResult Show(string id) {\n    return Ok(db.Orders.Find(id));\n}'],
      ['A.java', '@GetMapping("/o")\npublic Order show(@PathVariable String id) {\n    return orders.findById(id).get();\n}'],
      ['a.go', 'func show(c *gin.Context) {\n\tdb.First(&order, c.Param("id"))\n}'],
    ],
  },
];

describe('the first weaknesses of every program', () => {
  for (const { name, cwe, in: places } of SEEDS) {
    it(`${name}: found in ${places.length} places, each with the secure form`, () => {
      const missed = places.filter(([path, code]) => !findingsIn(code, path).some((finding) => finding.cwe.some((one) => cwe.includes(one)) && (finding.instead ?? '') !== ''));
      assert.deepEqual(missed, []);
    });
  }

  it('credentials: found in code and in Terraform', () => {
    for (const [path, code] of [
      ['a.py', 'password = "admin123"'],
      ['a.js', 'const password = "admin123";'],
      ['main.tf', 'password = "Adm1n-123!x"'],
    ] as const) {
      assert.ok(
        findingsIn(code, path).some(({ kind }) => kind === 'secret'),
        path,
      );
    }
  });
});
