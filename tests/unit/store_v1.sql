-- A docket of version 1 as it was released, with a few rows. Never edited.
CREATE TABLE setting (
    key             TEXT NOT NULL PRIMARY KEY,
    value           TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE series (
    name            TEXT NOT NULL,
    year            INTEGER NOT NULL,
    last            INTEGER NOT NULL CHECK (last > 0),
    PRIMARY KEY (name, year)
) STRICT, WITHOUT ROWID;
CREATE TABLE folder (
    name            TEXT NOT NULL PRIMARY KEY,
    uidvalidity     INTEGER NOT NULL,
    last_uid        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE message (
    id              INTEGER NOT NULL PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE,
    folder          TEXT NOT NULL,
    uidvalidity     INTEGER NOT NULL,
    uid             INTEGER NOT NULL,
    received        INTEGER NOT NULL,
    entered         INTEGER NOT NULL,
    sha256          TEXT CHECK (length(sha256) = 64),
    size            INTEGER NOT NULL CHECK (size >= 0),
    message_id      TEXT,
    sender          TEXT,
    sender_name     TEXT,
    subject         TEXT,
    date            TEXT,
    outcome         TEXT NOT NULL CHECK (outcome IN ('filed', 'review', 'duplicate', 'quarantine', 'ignored', 'bounce',
                        'command', 'note', 'wrong-route', 'historic', 'too-large')),
    reason          TEXT NOT NULL CHECK (reason <> ''),
    unclear         TEXT,
    flagged         INTEGER NOT NULL CHECK (flagged IN (0, 1)),
    duplicate_of    INTEGER REFERENCES message (id) CHECK (duplicate_of <> id),
    marked          INTEGER NOT NULL CHECK (marked IN (0, 1)),
    text            TEXT,
    CHECK (sha256 IS NOT NULL OR outcome = 'too-large')
) STRICT;
CREATE UNIQUE INDEX message_place ON message (folder, uidvalidity, uid) WHERE uid > 0;
CREATE INDEX message_hash ON message (sha256);
CREATE INDEX message_header_id ON message (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX message_outcome ON message (outcome);
CREATE INDEX message_unmarked ON message (folder, uidvalidity, uid) WHERE marked = 0;
CREATE TABLE attachment (
    message         INTEGER NOT NULL REFERENCES message (id),
    number          INTEGER NOT NULL,
    name            TEXT,
    type            TEXT,
    size            INTEGER NOT NULL,
    sha256          TEXT,
    status          TEXT NOT NULL CHECK (status IN ('read', 'stored', 'unreadable', 'quarantined')),
    reason          TEXT,
    PRIMARY KEY (message, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_hash ON attachment (sha256, message) WHERE sha256 IS NOT NULL;
CREATE TABLE evidence (
    message         INTEGER NOT NULL REFERENCES message (id),
    number          INTEGER NOT NULL,
    source          TEXT NOT NULL,
    unit            TEXT,
    report          TEXT,
    period          TEXT,
    strength        TEXT NOT NULL CHECK (strength IN ('weak', 'strong', 'proof')),
    quote           TEXT,
    attachment      INTEGER NOT NULL,
    PRIMARY KEY (message, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE obligation (
    id              INTEGER NOT NULL PRIMARY KEY,
    unit            TEXT NOT NULL,
    report          TEXT NOT NULL,
    period          TEXT NOT NULL,
    due             INTEGER,
    due_original    INTEGER,
    cure            INTEGER,
    state           TEXT NOT NULL CHECK (state IN ('open', 'received', 'incomplete', 'returned', 'accepted',
                        'consolidated', 'on-paper', 'waived', 'cancelled')),
    first_received  INTEGER,
    completed       INTEGER,
    accepted        INTEGER REFERENCES submission (id),
    tracked         INTEGER NOT NULL CHECK (tracked IN (0, 1)),
    paused          INTEGER NOT NULL CHECK (paused IN (0, 1)),
    UNIQUE (report, period, unit)
) STRICT;
CREATE INDEX obligation_unit ON obligation (unit);
CREATE TABLE submission (
    id              INTEGER NOT NULL PRIMARY KEY,
    message         INTEGER NOT NULL REFERENCES message (id),
    obligation      INTEGER NOT NULL REFERENCES obligation (id),
    version         INTEGER NOT NULL CHECK (version > 0),
    received        INTEGER NOT NULL,
    complete        INTEGER NOT NULL CHECK (complete IN (0, 1)),
    late            INTEGER NOT NULL CHECK (late IN (0, 1)),
    days_late       INTEGER NOT NULL CHECK (days_late >= 0 AND (late = 1 OR days_late = 0)),
    attachment      INTEGER NOT NULL,
    content_hash    TEXT,
    form_values     TEXT NOT NULL,
    UNIQUE (obligation, version),
    UNIQUE (message, obligation, attachment)
) STRICT;
CREATE VIEW value AS
    SELECT s.id AS submission, json_extract(v.value, '$[0]') AS field, json_extract(v.value, '$[1]') AS row,
           json_extract(v.value, '$[2]') AS type, json_extract(v.value, '$[3]') AS value,
           json_extract(v.value, '$[4]') AS place
      FROM submission AS s, json_each(s.form_values) AS v;
CREATE TABLE finding (
    submission      INTEGER NOT NULL REFERENCES submission (id),
    number          INTEGER NOT NULL,
    severity        TEXT NOT NULL CHECK (severity IN ('error', 'warning')),
    code            TEXT NOT NULL,
    place           TEXT,
    text            TEXT NOT NULL,
    text_en         TEXT,
    PRIMARY KEY (submission, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE letter (
    id              INTEGER NOT NULL PRIMARY KEY,
    reason          TEXT NOT NULL,
    recipient       TEXT NOT NULL,
    letter          TEXT NOT NULL,
    priority        INTEGER NOT NULL,
    message         INTEGER REFERENCES message (id),
    obligation      INTEGER REFERENCES obligation (id),
    message_id      TEXT NOT NULL UNIQUE,
    subject         TEXT,
    envelope_from   TEXT NOT NULL,
    size            INTEGER NOT NULL,
    created         INTEGER NOT NULL,
    next_try        INTEGER,
    tried           INTEGER,
    state           TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'unknown', 'sent', 'failed', 'withdrawn')),
    attempts        INTEGER NOT NULL,
    doubts          INTEGER NOT NULL,
    reply_code      INTEGER NOT NULL,
    reply           TEXT,
    sent            INTEGER,
    UNIQUE (reason, recipient),
    CHECK ((state IN ('queued', 'unknown')) = (next_try IS NOT NULL)),
    CHECK ((state = 'sent') = (sent IS NOT NULL))
) STRICT;
CREATE INDEX letter_waiting ON letter (priority, id, next_try) WHERE next_try IS NOT NULL;
CREATE INDEX letter_to ON letter (recipient, priority, created);
CREATE INDEX letter_sent ON letter (sent) WHERE sent IS NOT NULL;
CREATE TABLE letter_mail (
    letter          INTEGER NOT NULL PRIMARY KEY REFERENCES letter (id),
    mail            BLOB NOT NULL
) STRICT;
CREATE TABLE journal (
    number          INTEGER NOT NULL PRIMARY KEY,
    at              INTEGER NOT NULL,
    actor           TEXT NOT NULL,
    event           TEXT NOT NULL,
    subject         TEXT,
    detail          TEXT,
    hash            TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX journal_subject ON journal (subject) WHERE subject IS NOT NULL;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

INSERT INTO series VALUES ('TN', 2023, 43);
INSERT INTO message VALUES (1, 'TN-2023-0041', 'INBOX', 7, 41, 1686290400, 1686290405,
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 4, 'a@x', 'a@x.example', NULL, 'Báo cáo', NULL,
    'filed', 'form identity', NULL, 0, NULL, 1, 'Kính gửi');
INSERT INTO message VALUES (2, 'TN-2023-0042', 'INBOX', 7, 42, 1686290400, 1686290405,
    '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752', 4, 'b@x', 'a@x.example', NULL, NULL, NULL,
    'quarantine', 'it bears a mark of state secrecy (A26)', NULL, 0, NULL, 1, NULL),
    (3, 'TN-2023-0043', 'INBOX', 7, 43, 1686290400, 1686290405,
    'fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13', 4, 'c@x', 'a@x.example', NULL, NULL, NULL,
    'duplicate', 'an officer said that it repeats TN-2023-0041', NULL, 0, NULL, 1, NULL);
INSERT INTO obligation (id, unit, report, period, due, due_original, state, first_received, completed, tracked, paused)
    VALUES (5, 'h-cao-lanh', 'HALF_YEAR', '2023', 1686330000, 1686330000, 'received', 1686290400, 1686290400, 1, 0);
INSERT INTO submission VALUES (1, 1, 5, 1, 1686290400, 1, 0, 0, 0, 'h', '[["so_cuoc",0,"integer","12","Biểu 1!D12"]]');
UPDATE obligation SET accepted = 1;
INSERT INTO evidence VALUES (1, 0, 'form', 'h-cao-lanh', 'HALF_YEAR', '2023', 'proof', 'bieu.xlsx', 0),
    (1, 1, 'file name', NULL, 'QUESTION', NULL, 'weak', 'hoi ve', -1);
PRAGMA user_version = 1;
