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

/** Position in this list + 1 is the `user_version` that the step leads to. */
export const schemaSteps: readonly string[] = [journalAndRanges, itemsOfTheJournal];
