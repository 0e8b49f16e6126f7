// duckdb.mjs THREADS ROWS.csv OUT.nq: builds the observation lines for rows of generate.mjs as strings in DuckDB.
import { DuckDBInstance } from '@duckdb/node-api';

const [threads, table, out] = process.argv.slice(2);
const base = 'https://w3id.org/gcm-graph/';
const un = 'http://metadata.un.org/sdg/';
const sdmx = 'http://purl.org/linked-data/sdmx/2009/';
const qb = 'http://purl.org/linked-data/cube#';
const xsd = 'http://www.w3.org/2001/XMLSchema#';
const text = (value) => `'${value.replaceAll("'", "''")}'`;
const end = ` <${base}graph/observations> .\n`;

/** SQL for one line; its object is `before`, an expression and `after`. Empty when the condition is false. */
const line = (property, before, value, after, condition) => {
  const made = `s || ${text(`<${property}> ${before}`)} || ${value} || ${text(`${after}${end}`).replaceAll('\n', "' || chr(10) || '")}`;
  return condition ? `CASE WHEN ${condition} THEN ${made} ELSE '' END` : made;
};
const encoded = (column) => `replace(replace(${column}, '+', '%2B'), '<', '%3C')`;
const escaped = (column) => `replace(replace(${column}, '\\', '\\\\'), '"', '\\"')`;
const isNumber = "v NOT LIKE '<%' AND v <> 'NaN'";
const isBound = "v LIKE '<%'";
const lines = [
  line('http://www.w3.org/1999/02/22-rdf-syntax-ns#type', `<${qb}Observation>`, "''", ''),
  line(`${qb}dataSet`, `<${base}dataset/`, '"SeriesCode"', '>'),
  line(`${base}ontology#series`, `<${un}`, '"SeriesCode"', '>'),
  line(`${sdmx}dimension#refArea`, `<${base}area/`, 'a', '>'),
  line(`${sdmx}dimension#refPeriod`, '"', '"TimePeriod"', `"^^<${xsd}gYear>`),
  line(`${base}ontology#reportingType`, `<${un}codes/reportingType/`, '"Reporting Type"', '>'),
  line(`${sdmx}dimension#sex`, `<${un}codes/sex/`, '"Sex"', '>'),
  line(`${sdmx}dimension#age`, `<${un}codes/age/`, encoded('"Age"'), '>'),
  line(`${base}ontology#valueText`, '"', 'v', '"', isBound),
  line(`${base}ontology#boundSign`, '"', "'<'", '"', isBound),
  line(`${base}ontology#boundValue`, '"', 'substr(v, 2)', `"^^<${xsd}decimal>`, isBound),
  line(`${sdmx}attribute#obsStatus`, `<${un}codes/obsStatus/`, "'M'", '>', "v = 'NaN'"),
  line(`${sdmx}attribute#unitMeasure`, `<${base}unit/`, '"Units"', '>'),
  line(`${sdmx}attribute#obsStatus`, `<${un}codes/obsStatus/`, '"Observation Status"', '>', "v <> 'NaN'"),
  line(`${base}ontology#nature`, `<${un}codes/nature/`, '"Nature"', '>'),
  line(`${base}ontology#sourceDetail`, '"', escaped('"Source"'), '"'),
  line(`${base}ontology#footnote`, '"', escaped('"FootNote"'), '"', '"FootNote" <> \'\''),
  line(`${sdmx}measure#obsValue`, '"', 'v', `"^^<${xsd}decimal>`, isNumber),
];
const subject = `'<${base}cube/' || "SeriesCode" || '/' || lpad("GeoAreaCode", 3, '0') || '/' || "TimePeriod" || '/' || "Reporting Type" || '/' || "Sex" || '/' || ${encoded('"Age"')} || '> '`;
const rows = `SELECT *, coalesce("Value", '') AS v, lpad("GeoAreaCode", 3, '0') AS a, ${subject} AS s
  FROM read_csv('${table}', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '\\N')`;
const query = `COPY (SELECT rtrim(${lines.join(' || ')}, chr(10)) FROM (${rows}))
  TO '${out}' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\u0001')`;

const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
await connection.run(query);
