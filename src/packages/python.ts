import type { Mention } from './mention.js';

/** `import a.b as c, d` and `from a.b import c` at the beginning of a statement. https://docs.python.org/3/reference/simple_stmts.html#the-import-statement */
const IMPORT = /^([ \t]*)(?:import[ \t]+([A-Za-z_\x80-\xff][^\n#;]*)|from[ \t]+([A-Za-z_\x80-\xff][\w.\x80-\xff]*)[ \t]+import\b)/gm;
const MODULE = /[A-Za-z_\x80-\xff][\w.\x80-\xff]*/y;

/** Modules imported by Python, by their first name. `text` holds one character a byte. */
export function pythonImports(text: string): Mention[] {
  const found: Mention[] = [];
  for (const match of text.matchAll(IMPORT)) {
    const [whole, indent = '', list, from] = match;
    const optional = indent !== '' && guarded(text, match.index) && 'guarded';
    const add = (written: string, start: number): void => {
      found.push({ name: written.split('.')[0] ?? written, written, start, end: start + written.length, optional, ...(indent === '' ? {} : { inner: true as const }) });
    };
    if (from !== undefined) add(from, match.index + whole.indexOf(from, indent.length + 4));
    else if (list !== undefined) {
      let at = match.index + whole.length - list.length;
      for (const part of list.split(',')) {
        MODULE.lastIndex = part.length - part.trimStart().length;
        const written = MODULE.exec(part)?.[0];
        if (written !== undefined) add(written, at + part.length - part.trimStart().length);
        at += part.length + 1;
      }
    }
  }
  return found;
}

/** Inside a `try`, an `if TYPE_CHECKING`, or what checks a version: a line above, indented less, says so. */
function guarded(text: string, at: number): boolean {
  const lines = text.slice(Math.max(0, at - 1500), at).split('\n');
  let indent = /^[ \t]*/.exec(text.slice(at, at + 200))?.[0].length ?? 0;
  for (let line = lines.length - 2; line >= 0 && indent > 0; line--) {
    const above = lines[line] ?? '';
    const depth = /^[ \t]*/.exec(above)?.[0].length ?? 0;
    if (above.trim() === '' || depth >= indent) continue;
    if (/^[ \t]*(?:try|except|else|elif|if|with[ \t]+(?:contextlib\.)?suppress)\b/.test(above)) return true;
    indent = depth;
  }
  return false;
}

/** Modules of the standard library of Python 2.7 to 3.15. https://docs.python.org/3/py-modindex.html */
const STANDARD = new Set(
  (
    '__future__ __main__ __builtin__ abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii binhex bisect builtins bz2 calendar cgi cgitb chunk cmath cmd ' +
    'code codecs codeop collections colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg copy_reg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils ' +
    'doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html ' +
    'http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma macpath mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt ' +
    'multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile ' +
    'profiling pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site sitecustomize ' +
    'smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symbol symtable sys sysconfig syslog tabnanny tarfile ' +
    'telnetlib tempfile termios test textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib usercustomize uu uuid ' +
    'venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc xxlimited xxsubtype zipapp zipfile zipimport zlib zoneinfo ' +
    'BaseHTTPServer Bastion CGIHTTPServer ConfigParser Cookie DocXMLRPCServer HTMLParser MimeWriter Queue ScrolledText SimpleHTTPServer SimpleXMLRPCServer SocketServer StringIO Tix Tkinter UserDict UserList UserString ' +
    'anydbm cPickle cProfile cStringIO commands compiler cookielib dircache dummy_thread dummy_threading exceptions fpformat future_builtins hotshot htmlentitydefs htmllib httplib ihooks itertools markupbase md5 ' +
    'mhlib mimetools mimify multifile mutex new popen2 repr rexec rfc822 robotparser sets sgmllib sha statvfs stringold thread tkFileDialog tkMessageBox tkSimpleDialog ttk urllib2 urlparse user xmlrpclib'
  ).split(' '),
);

/** What comes with every installation, or with a host's own Python. */
const HOSTS = new Set(
  'pip setuptools pkg_resources wheel _distutils_hack bpy bmesh mathutils gpu maya pymel nuke hou idaapi idc idautils ida_hexrays ghidra gdb lldb unreal c4d rhinoscriptsyntax Rhino arcpy qgis uno unohelper gimpfu gi cairo dbus xbmc xbmcgui xbmcaddon xbmcplugin xbmcvfs sublime sublime_plugin vim weechat machine micropython utime ujson uasyncio network board digitalio usocket esp js pyodide pyodide_js browser google apt apt_pkg rpm dnf hexchat java javax org com System clr Cython cython snakemake SCons'.split(
    ' ',
  ),
);

export function isStandard(name: string): boolean {
  return name.startsWith('_') || STANDARD.has(name) || HOSTS.has(name) || /_pb2(?:_grpc)?$/.test(name);
}

/** Import names that tell nothing of their distribution, as the projects' own documentation gives them. Names that are part of it (`dateutil` of `python-dateutil`) need no entry. */
const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  ABC: 'abcpy',
  Bio: 'biopython',
  Crypto: 'pycryptodome pycrypto',
  Cryptodome: 'pycryptodomex',
  CoreFoundation: 'pyobjc',
  Foundation: 'pyobjc',
  AppKit: 'pyobjc',
  Image: 'pillow',
  IPython: 'ipython ipykernel jupyter',
  Levenshtein: 'levenshtein python-levenshtein rapidfuzz',
  MySQLdb: 'mysqlclient mysql-python',
  OpenGL: 'pyopengl',
  OpenSSL: 'pyopenssl',
  PIL: 'pillow',
  Quartz: 'pyobjc',
  Xlib: 'python-xlib',
  airflow: 'apache-airflow',
  allauth: 'django-allauth',
  apt: 'python-apt',
  attr: 'attrs',
  axes: 'django-axes',
  bs4: 'beautifulsoup4',
  cairosvg: 'cairosvg',
  can: 'python-can',
  captcha: 'django-simple-captcha captcha django-recaptcha',
  compressor: 'django-compressor',
  corsheaders: 'django-cors-headers',
  crispy_forms: 'django-crispy-forms',
  cv2: 'opencv-python opencv-python-headless opencv-contrib-python',
  dns: 'dnspython',
  docx: 'python-docx',
  dotenv: 'python-dotenv',
  drf_spectacular: 'drf-spectacular',
  drf_yasg: 'drf-yasg',
  environ: 'django-environ environ-config',
  exifread: 'exifread',
  faiss: 'faiss-cpu faiss-gpu',
  fitz: 'pymupdf',
  flask_restx: 'flask-restx',
  ft: 'freetype-py',
  gflags: 'python-gflags',
  git: 'gitpython',
  github: 'pygithub',
  gitlab: 'python-gitlab',
  graphene_django: 'graphene-django',
  grpc: 'grpcio',
  grpc_status: 'grpcio-status',
  guardian: 'django-guardian',
  haystack: 'django-haystack haystack-ai farm-haystack',
  hydra: 'hydra-core',
  igraph: 'python-igraph igraph',
  imblearn: 'imbalanced-learn',
  import_export: 'django-import-export',
  jenkins: 'python-jenkins',
  jose: 'python-jose',
  jwt: 'pyjwt jwt',
  kafka: 'kafka-python kafka-python-ng',
  keras: 'keras tensorflow',
  ldap: 'python-ldap',
  ldap3: 'ldap3',
  lightgbm: 'lightgbm',
  llama_cpp: 'llama-cpp-python',
  magic: 'python-magic python-magic-bin',
  markdown: 'markdown',
  memcache: 'python-memcached',
  mpl_toolkits: 'matplotlib',
  mptt: 'django-mptt',
  multipart: 'python-multipart multipart',
  mutagen: 'mutagen',
  mysql: 'mysql-connector-python mysql-connector',
  nacl: 'pynacl',
  oauth2_provider: 'django-oauth-toolkit',
  oauth2client: 'oauth2client',
  odf: 'odfpy',
  osgeo: 'gdal',
  ogr: 'gdal',
  pandas_datareader: 'pandas-datareader',
  patoolib: 'patool',
  pil: 'pillow',
  pkg_resources: 'setuptools',
  playhouse: 'peewee',
  polymorphic: 'django-polymorphic',
  psycopg: 'psycopg psycopg-binary',
  psycopg2: 'psycopg2 psycopg2-binary',
  pptx: 'python-pptx',
  py: 'py pytest',
  pydispatch: 'pydispatcher',
  pylab: 'matplotlib',
  pymysql: 'pymysql',
  pyximport: 'cython',
  pythoncom: 'pywin32',
  pywintypes: 'pywin32',
  rapidjson: 'python-rapidjson',
  ray: 'ray',
  reportlab: 'reportlab',
  rest_framework: 'djangorestframework',
  rest_framework_simplejwt: 'djangorestframework-simplejwt',
  reversion: 'django-reversion',
  rest_framework_gis: 'djangorestframework-gis',
  rosetta: 'django-rosetta',
  ruamel: 'ruamel-yaml',
  sass: 'libsass',
  scipy: 'scipy',
  sentence_transformers: 'sentence-transformers',
  serial: 'pyserial',
  shapefile: 'pyshp',
  skimage: 'scikit-image',
  sklearn: 'scikit-learn',
  skopt: 'scikit-optimize',
  slack: 'slackclient slack-sdk',
  slugify: 'python-slugify unicode-slugify',
  social_core: 'social-auth-core social-auth-app-django python-social-auth',
  social_django: 'social-auth-app-django',
  socks: 'pysocks',
  speech_recognition: 'speechrecognition',
  storages: 'django-storages',
  taggit: 'django-taggit',
  telegram: 'python-telegram-bot',
  tensorflow: 'tensorflow tensorflow-cpu tensorflow-gpu tf-nightly tensorflow-macos',
  tlz: 'toolz',
  unidecode: 'unidecode',
  usb: 'pyusb',
  waffle: 'django-waffle',
  webencodings: 'webencodings',
  websocket: 'websocket-client',
  whitenoise: 'whitenoise',
  win32api: 'pywin32',
  win32com: 'pywin32',
  win32con: 'pywin32',
  win32gui: 'pywin32',
  wx: 'wxpython',
  xdg: 'pyxdg xdg',
  yaml: 'pyyaml ruamel-yaml',
  z3: 'z3-solver',
  zmq: 'pyzmq',
  zope: 'zope-interface',
};

/** Distributions that may provide a module, normalised as PyPI does: https://packaging.python.org/en/latest/specifications/name-normalization/ */
export function distributionsOf(name: string): readonly string[] {
  const own = normalised(name);
  const known = Object.hasOwn(DISTRIBUTIONS, name) ? (DISTRIBUTIONS[name] ?? '').split(' ') : [];
  // "django_filters" of "django-filter".
  const singular = own.includes('-') && own.endsWith('s') ? [own.slice(0, -1)] : [];
  return [...known, own, ...singular, `python-${own}`, `py${own}`, `${own}-python`, `django-${own}`, `${own}py`, `py-${own}`];
}

export function isKnownModule(name: string): boolean {
  return Object.hasOwn(DISTRIBUTIONS, name);
}

export function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
