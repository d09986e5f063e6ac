import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsIn } from '../support/scan.js';

const found = (text: string, path: string): string[] => findingsIn(text, path).map(({ ruleId }) => ruleId);

describe('what the file itself wrote', () => {
  it('is constant where one constant of the file is put together from another', () => {
    const query = (columns: string): string => `const COLUMNS = ${columns};
const BASE = \`SELECT \${COLUMNS.join(', ')} FROM products\`;
router.get('/', async (req, res) => {
  const values = [];
  const conditions = ['deleted_at IS NULL'];
  if (req.query.name) {
    values.push(req.query.name);
    conditions.push(\`name = $\${values.length}\`);
  }
  const { rows } = await pool.query(\`\${BASE} WHERE \${conditions.join(' AND ')}\`, values);
  res.json({ rows });
});
`;
    assert.deepEqual(found(query("['id', 'name']"), 'products.js'), []);
    assert.deepEqual(found(query('readColumns()'), 'products.js'), ['js-query-traced']);
  });

  it('is constant in a table whose keys are members of an enumeration', () => {
    const query = (value: string): string => `ORDER = {
    Sort.created: "created_at DESC",
    Sort.updated: ${value},
}

@router.get("")
async def issues(sort: str):
    return await session.execute(text(f"SELECT id FROM issues ORDER BY {ORDER[sort]} LIMIT 25"))
`;
    assert.deepEqual(found(query('"updated_at DESC"'), 'issues.py'), []);
    assert.deepEqual(found(query('order_of(settings)'), 'issues.py'), ['python-query-traced']);
  });

  it('is constant in a table of C# that is made without the name of its type', () => {
    const query = (made: string): string => `public class Parts
{
    private static readonly Dictionary<string, string> Columns = ${made};

    public Task<IEnumerable<Part>> Find(PartQuery query)
    {
        var sql = "SELECT id FROM parts ORDER BY " + Columns.GetValueOrDefault(query.SortBy ?? "name", "id");
        return _db.QueryAsync<Part>(sql);
    }
}
`;
    assert.deepEqual(found(query('new(StringComparer.OrdinalIgnoreCase)\n    {\n        ["name"] = "name",\n        ["stock"] = "quantity"\n    }'), 'Parts.cs'), []);
    assert.deepEqual(found(query('Read(settings)'), 'Parts.cs'), ['csharp-query-traced']);
  });
});

describe('a text that is a constant of the file', () => {
  const reports = (query: string): string => `@Path("/reports")
public class Reports {
    private static final String INVOICES = "SELECT number FROM invoices WHERE region = '%s'";
    private static final String GREETING = "Good morning, %s";

    @GET
    public List<Object[]> invoices(@HeaderParam("X-Region") String region) {
        String query = ${query};
        return em.createNativeQuery(query).getResultList();
    }
}
`;

  it('tells what is made of it', () => {
    for (const query of ['String.format(INVOICES, region)', 'INVOICES + region']) assert.deepEqual(found(reports(query), 'Reports.java'), ['java-query-traced'], query);
  });

  it('tells nothing where it is no query, or nobody else adds to it', () => {
    for (const query of ['String.format(GREETING, region)', 'String.format(INVOICES, "north")']) assert.deepEqual(found(reports(query), 'Reports.java'), [], query);
  });
});

describe('what somebody else wrote', () => {
  it('stands behind a constant argument', () => {
    const join = (argument: string): string => `const FOLDER = path.resolve('data');
const PLACE = 'themes';
const file = path.join(FOLDER, ${argument}, entry.entryName);
`;
    assert.deepEqual(found(join('PLACE'), 'themes.ts'), ['js-zip-slip']);
    assert.deepEqual(found('const FOLDER = path.resolve("data");\nconst file = path.join(FOLDER, "a");\n', 'themes.ts'), []);
  });

  it('is a model in C#, which a client filled in', () => {
    assert.deepEqual(
      found(
        'public class C : Controller {\n    [HttpPost]\n    public IActionResult Login(LoginModel model)\n    {\n        return Redirect(model.ReturnUrl);\n    }\n}\n',
        'C.cs',
      ),
      ['csharp-redirect-traced'],
    );
  });

  it('is nobody knows what where all but some characters were taken out of it', () => {
    const open = (value: string): string => `@app.route("/file")
def read():
    name = ${value}
    return open(os.path.join(FOLDER, name)).read()
`;
    assert.deepEqual(found(open('re.sub(r"[^\\w.-]", "_", request.args["name"])'), 'files.py'), []);
    assert.deepEqual(found(open('request.args["name"]'), 'files.py'), ['python-path-traced']);
  });
});
