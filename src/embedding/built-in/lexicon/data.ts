/** Terms about stored and transferred data: databases, formats, times, texts and their patterns. */
export const data = `
# databases
queries: sql, select, from table, group by, order by, having clause, where clause, inner join, left join, outer join,
  cross join, full join, self join, subquery, common table expression, cte, window function, partition by, row_number,
  dense_rank, lag and lead, union all, distinct, coalesce, pivot*, running total, case when, exists, anti join,
  upsert, on conflict, insert into, update set, delete from, top n per group, limit offset, stored procedure, query,
  view, per customer, result set, subselect, left outer, lateral, aggregat*, rows, sum over, second highest, salary,
  gaps and islands, like operator, for each customer, count(*), date_trunc, join table, not in, null comparison,
  is null, ties, group_concat, string_agg, skip locked, adjacency list, closure table, connect by, most recent,
  nested loop, hash join, merge join, on delete, foreign
  | join*, null*, union, insert*, update*, delete*, total*, average, group, per, latest, ranking, filter*, statement*,
  sum, per month, percent, each, highest, customer*, department*, earn*, balance, sales, newest, identical, per day,
  per year, cursor, gaps, sequence, invoice*, delete, table
schemas and indexes: table*, column*, primary key, foreign key, schema, normal form, normaliz*, denormaliz*,
  surrogate key, composite key, composite index, covering index, index scan, explain plan, query plan, query planner,
  execution plan, b-tree index, clustered index, partial index, create index, migration*, varchar, autoincrement,
  auto increment, serial, jsonb, many to many, one to many, cascade, constraint*, vacuum, database, sharding,
  soft delete, entity relationship, ddl, referential, slow query, eav, million rows, not null, index on, created_at,
  updated_at, lookup table, functional index, expression index
  | index*, key, field, record*, relation*, unique, customers, employees, store*, departments, nullable,
  default value, index, entity, planner, orders
transactions: transaction*, rollback, isolation level, serializable, read committed, repeatable read, phantom read,
  dirty read, acid, two phase commit, select for update, row lock, savepoint, optimistic lock*, pessimistic lock*,
  mvcc, write ahead log, snapshot isolation, lock timeout
  | consistent, atomic*, isolation, durab*
database systems: postgres*, mysql, mariadb, sqlite, oracle, sql server, mssql, t-sql, pl sql, mongodb, mongo,
  cassandra, dynamodb, nosql, redis, elasticsearch, document store, key value store, orm, sqlalchemy, hibernate,
  entity framework, prisma, jdbc, odbc, connection pool*, prepared statement, parameterized query, sql injection,
  replica*, data warehouse, snowflake, bigquery, clickhouse, duckdb, olap, etl, dbt, active record, active_record,
  typeorm, sequelize, knex, data lake, star schema
  | connection, dump, backup, restore, engine, bind

# file formats
text formats: json, csv, tsv, xml, yaml, yml, toml, markdown, html file, ndjson, jsonl, xpath, xslt, xsd, sax,
  delimiter*, comma separated, newline*, key value pairs, config file, configuration file, properties file,
  log format, spreadsheet*, excel, xlsx, fixed width, dtd, trailing comma, quot*, header row, tab separated, geojson,
  jq, latex, line ending*, crlf, libreoffice, plist, jsonpath, front matter, cdata, anchors and aliases, parse a file,
  stax, config format, nested object, schema valid*, validate against, sheet*, worksheet*, workbook*, column width,
  semicolon*, namespaces, document format, human readable, feed, rss, docx, epub, rtf, fixed length, line break,
  line breaks, settings file, umlauts, child element*, attribute or element, escaping, text file, flat file,
  default namespace, etree, elementtree, lxml, quoting, ruamel, file extension, extension, pretty print, multi line,
  indent*, ini, key value, xls, ods, empty line
  | comma*, tag*, element*, attribute*, nested, column*, header*, parse*, parser, delimited, escape*, schema,
  document, config*, file, line, width*, comments, header, export, split, settings*, extension*, separator*,
  multiline, sections
binary formats: binary file, binary format, protobuf, protocol buffer*, protocol buffers, avro, parquet, thrift,
  msgpack, messagepack, cbor, bson, flatbuffers, orc file, hdf5, pickle, endian*, byte order, magic number,
  magic bytes, file header, hex dump, hex editor, pdf, png, jpeg, jpg, gif, webp, tiff, svg, wav, mp3, mp4, exif,
  bitmap, file signature, elf, wasm file, dicom, sqlite file, struct unpack, mime type, varint, text extraction,
  audio file, image file, image header, byte offset, file type, int32, record layout, wire format, column store,
  columnar, thumbnails, bit depth, sample rate, add a field, field number, message format, first bytes, libmagic
  | binary, byte*, header, image*, pixel, metadata, block, format, payload
serialisation: serializ*, serialis*, deserializ*, deserialis*, marshal*, unmarshal*, encod*, decod*, base64,
  round trip, schema evolution, backward compatible, jackson, gson, serde, pydantic, data class, dump to file,
  file format, unknown fields, interchange, lossless
  | convert*, export*, import*, reading, load*, save*
compression: compress*, decompress*, zip, unzip, gzip, gz, tar, tarball, zlib, brotli, zstd, bzip2, lz4, deflate,
  huffman, archive*, lossy, 7z
  | pack, unpack*, extract*, ratio
character encodings: utf-8, utf8, utf-16, utf16, unicode, ascii, latin-1, iso-8859, windows-1252, code page, codepage,
  bom, byte order mark, mojibake, emoji, code point, surrogate pair, grapheme, charset, normalization form, nfc,
  diacritic*, accent*, unicodedecodeerror, icu, garbled, umlaut*
  | character*, garbage, symbols

# dates and times
calendar: date, calendar*, day of week, day of the week, weekday*, weekend*, monday, tuesday, wednesday, thursday,
  friday, saturday, sunday, january, february, march, april, june, july, august, september, october, november,
  december, month*, iso week, week number, birthday*, holiday*, business days, working day, gregorian, julian,
  quarter, year, yesterday, tomorrow, today, anniversar*, century, lunar, days between, last day, leap, born, nth day,
  sept
  | day*, week*, age, due, range, day, week, expir*
time zones: time zone, timezone, tz, utc, gmt, dst, zoneinfo, pytz, iana, olson, local time, zoneddatetime,
  offsetdatetime, datetimeoffset, america new_york, summer time, winter time, midnight, noon, clocks, local time*,
  server time, summertime, berlin, new york, tokyo, london time, users in, daylight, hour earlier, hour later,
  travell*, naive, aware datetime, offset aware, offset naive, tzinfo, spring forward, fall back
  | zone, local, offset, abroad, country
timestamps: timestamp*, datetime*, unix time, epoch*, iso 8601, iso8601, rfc 3339, strftime, strptime, dateutil,
  date format, parse date, date fns, dayjs, momentjs, luxon, joda, java time, localdate, localdatetime, temporal,
  simpledateformat, timedelta, am pm, dd mm, yyyy, chrono, hh mm, nanosecond*, year 2038, date string, fromtimestamp,
  nsdate, dateadd, datediff, todate, date parse, strtotime, carbon, instant, new date, date object, date time, ticks,
  date column, seconds since, fromisoformat, date arithmetic, milliseconds since, ago, timestamptz
  | milliseconds, parse, locale, stamp, ambiguous, pm, am, round*
durations and schedules: duration*, elapsed, hour*, minute*, seconds, interval, cron, crontab, schedul*, recurring,
  every day, rrule, ical, icalendar, stopwatch, countdown, time span, timespan, appointment*, deadline,
  monotonic clock, reminder*, time of day, quartz, overnight, humaniz*, days ago, o clock, time left, rota,
  time slot*, calendar event, happens every, work shift, how long until, nightly job, booking*, meeting*, night shift
  | recurr*, timer, daily, weekly, monthly, late, night

# regular expressions
regular expressions: regex*, regular expression*, capture group, capturing group, named group, non capturing,
  backreference, backtrack*, lookahead, lookbehind, lookaround, greedy, quantifier, character class, word boundary,
  anchors, alternation, sed, grep, awk, pcre, re2, re sub, re match, re compile, findall, matchall, metacharacter*,
  wildcard, dotall, multiline, case insensitive, possessive, pattern match*, glob, posix class, redos, substitution,
  match group, ripgrep, preg_match, preg_replace, gsub, search and replace, match between, first occurrence,
  everything after, everything before, anything but, only letters, at least one, exactly three, character classes,
  lastindex, split on, pattern accept*, match the, matching, capture groups, alternative*, sticky flag, global flag,
  escape sequence, preg, string pattern, strip out, lines that contain, lines containing, replacement, replace all,
  character set, words that, strip all, in every line, replace with, my expression, this expression, hex digits,
  repetition*, expression, match the whole, pattern, capital letters, uppercase letter
  | match*, pattern*, replac*, digit*, group, capture*, find and replace, whitespace, optional, anything between,
  everything between, validat*, extract*, occurrence, literal, dot, slash, backslash*, escap*, phone number,
  email address, alphanumeric, start with, end with, parenthes*, bracket*, quotes, followed by, preced*, consecutive,
  flag, remove*, strip*, whole line, spaces, accept*, at least, exactly, hyphen, underscore*, comment*, ends with,
  starts with, begins with, string*, hex, spelling, e mail, all occurrences, repeat*, uppercase, lowercase, selection,
  exclude*, caret, comma*, separated

# strings
strings: substring*, palindrome*, anagram*, concatenat*, uppercase, lowercase, capitali*, trim*, pad*, split*,
  template literal, interpolat*, character count, vowel*, edit distance, levenshtein, caesar cipher, slug*, camelcase,
  snake case, longest common prefix, title case, word count, text wrap, strlen, charat, tolowercase, startswith,
  endswith
  | text, word*, char*, prefix, suffix, sentence*, blank, letter*, string*
parsing: parser, tokeni*, lexer, lexical, grammar*, recursive descent, ast, abstract syntax tree, bnf, ebnf, antlr,
  bison, yacc, shunting yard, reverse polish, postfix, infix, operator precedence, expression evaluator, calculator,
  balanced parentheses, peg, parse tree, s-expression, syntax tree
  | syntax, token*, expression*, evaluate*
`;
