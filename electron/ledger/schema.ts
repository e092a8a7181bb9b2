import { RANGE_SEAL } from './ranges.ts';

/**
 * The tables, as the list of steps that made them. Steps are only ever added: a database in the field has run them in
 * this order, and its `user_version` says how far (migrations.ts).
 */

/** `Moul` in the database header, so that no other program's file is taken for a ledger. */
export const APPLICATION_ID = 0x4d6f756c;

const journalAndRanges = `
  -- Facts in order of record, never changed. type and sale repeat what fact says, for queries; verify compares them.
  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    sale TEXT,
    fact TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64)
  ) STRICT;
  CREATE TRIGGER journal_is_never_updated BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only: a record is never updated'); END;
  CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only: a record is never deleted'); END;
  CREATE INDEX journal_by_sale ON journal (sale) WHERE sale IS NOT NULL;

  -- Where each sale begins and ends in the journal: derived from it, kept in the same transaction, so that a start
  -- finds the open sales among a million records at once.
  CREATE TABLE sale (
    sale TEXT PRIMARY KEY,
    opened INTEGER NOT NULL,
    closed INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sale_open ON sale (opened) WHERE closed IS NULL;

  -- Number ranges ever allotted, and the next serial of each. A serial is given once, for ever.
  CREATE TABLE range (
    series TEXT NOT NULL,
    prefix TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (series, prefix, first),
    CHECK (first >= 0 AND last >= first AND next >= first AND next <= last + 1)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER range_never_goes_back BEFORE UPDATE ON range WHEN NEW.next < OLD.next
    BEGIN SELECT RAISE(ABORT, 'a serial is never given twice: a range does not go back'); END;
  CREATE TRIGGER range_is_never_deleted BEFORE DELETE ON range
    BEGIN SELECT RAISE(ABORT, 'a serial is never given twice: a range is not forgotten'); END;

  -- One row that a probe rewrites, to learn whether the disk takes writes again without adding a fact.
  CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
`;

const itemsOfTheJournal = `
  -- Which records speak of a label or of the number it bears: derived from the journal, kept in the same transaction, so
  -- that a label held before the scanner is known at once among a million records.
  CREATE TABLE item (
    item TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (item, seq)
  ) STRICT, WITHOUT ROWID;
  -- A damaged record must not keep the journal from being opened: whoever reads it, or verifies, says what is wrong with it.
  INSERT OR IGNORE INTO item
    SELECT json_extract(fact, '$.label'), seq FROM journal WHERE type GLOB 'label.*' AND json_valid(fact);
  INSERT OR IGNORE INTO item
    SELECT json_extract(fact, '$.number'), seq FROM journal WHERE type = 'label.issued' AND json_valid(fact) AND json_extract(fact, '$.number') IS NOT NULL;
`;

/**
 * Chains by type of record (FIS-3), and what the journal would otherwise have to be walked for. Records from before have no
 * chain and no number, and stay as they were signed. All but the two columns is derived from the journal, kept in the same
 * transaction as the record.
 */
const chainsAndClosures = `
  ALTER TABLE journal ADD COLUMN chain TEXT CHECK (chain IN ('T', 'P', 'G', 'L', 'C', 'A', 'X'));
  ALTER TABLE journal ADD COLUMN number INTEGER CHECK (number > 0);
  CREATE UNIQUE INDEX journal_by_chain ON journal (chain, number) WHERE chain IS NOT NULL;

  -- No period is closed a second time, whatever program writes (FIS-8).
  CREATE UNIQUE INDEX journal_closures ON journal (json_extract(fact, '$.period'), json_extract(fact, '$.key')) WHERE type = 'period.closed';

  -- So that a bit that turned over in a counter is noticed before a serial is given twice (soundness.ts).
  ALTER TABLE range ADD COLUMN seal INTEGER;
  UPDATE range SET seal = ${RANGE_SEAL};

  -- Where each incident was opened and settled.
  CREATE TABLE incident (
    incident TEXT PRIMARY KEY,
    sale TEXT NOT NULL,
    opened INTEGER NOT NULL,
    settled INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX incident_open ON incident (opened) WHERE settled IS NULL;
  INSERT OR IGNORE INTO incident
    SELECT json_extract(fact, '$.incident'), sale, seq, NULL FROM journal WHERE type = 'incident.opened' AND json_valid(fact) ORDER BY seq;
  UPDATE incident SET settled = settlement.seq
    FROM (SELECT json_extract(fact, '$.incident') AS incident, seq FROM journal WHERE type = 'incident.settled' AND json_valid(fact)) AS settlement
    WHERE settlement.incident = incident.incident;

  -- Labels that a roll still holds, since it was last counted.
  CREATE TABLE roll (roll TEXT PRIMARY KEY, remaining INTEGER NOT NULL CHECK (remaining >= 0)) STRICT, WITHOUT ROWID;

  -- The newest record of some kinds: which version ran last, what each configured part was, the last closure of each kind.
  CREATE TABLE latest (what TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO latest SELECT 'version', max(seq) FROM journal WHERE type = 'terminal.started' HAVING max(seq) IS NOT NULL;

  -- The open day, month and year: first record, an instant of the newest fiscal day, whether anything but closures is in it,
  -- and its totals as period.closed would state them. What an older Moulin recorded belongs to the first periods of all.
  CREATE TABLE running (
    period TEXT PRIMARY KEY CHECK (period IN ('day', 'month', 'year')),
    first INTEGER NOT NULL CHECK (first > 0),
    newest INTEGER NOT NULL,
    open INTEGER NOT NULL CHECK (open IN (0, 1)),
    totals TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO running
    WITH money AS (
      SELECT
        coalesce(sum(iif(type = 'payment.approved', json_extract(fact, '$.amount'), 0)), 0) AS sales,
        coalesce(sum(iif(type = 'refund.approved' OR (type = 'incident.settled' AND json_extract(fact, '$.how') IN ('paid-out', 'refunded')), json_extract(fact, '$.amount'), 0)), 0) AS returns,
        count(*) FILTER (WHERE type = 'payment.approved') AS tickets,
        count(*) FILTER (WHERE type = 'label.issued') AS labels,
        count(*) FILTER (WHERE type = 'label.spoiled') AS voided,
        count(*) FILTER (WHERE type = 'document.copied') AS copies,
        count(*) FILTER (WHERE type = 'incident.opened') AS opened,
        count(*) FILTER (WHERE type = 'incident.settled') AS settled
      FROM journal
      WHERE type IN ('payment.approved', 'refund.approved', 'incident.opened', 'incident.settled', 'label.issued', 'label.spoiled', 'document.copied') AND json_valid(fact)
    )
    SELECT period.value, 1, coalesce((SELECT max(at) FROM journal), 0), EXISTS (SELECT 1 FROM journal),
      json_object('sales', sales, 'returns', returns, 'byRate', json_array(json_object('rate', NULL, 'sales', sales, 'returns', returns)),
        'tickets', tickets, 'labels', labels, 'voided', voided, 'copies', copies, 'incidentsOpened', opened, 'incidentsSettled', settled)
    FROM json_each('["day", "month", "year"]') AS period, money;

  -- The same tables of the training chain: what nobody bought is found by nobody in service (FIS-14).
  CREATE TABLE training_sale (sale TEXT PRIMARY KEY, opened INTEGER NOT NULL, closed INTEGER) STRICT, WITHOUT ROWID;
  CREATE INDEX training_sale_open ON training_sale (opened) WHERE closed IS NULL;
  CREATE TABLE training_item (item TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (item, seq)) STRICT, WITHOUT ROWID;
  CREATE TABLE training_incident (incident TEXT PRIMARY KEY, sale TEXT NOT NULL, opened INTEGER NOT NULL, settled INTEGER) STRICT, WITHOUT ROWID;
  CREATE INDEX training_incident_open ON training_incident (opened) WHERE settled IS NULL;
`;

/** Position in this list + 1 is the `user_version` that the step leads to. */
export const schemaSteps: readonly string[] = [journalAndRanges, itemsOfTheJournal, chainsAndClosures];
