-- The docket as it stands today: a new one is made of this. How dockets of
-- earlier versions come here is in upgrades.sql. A change is made in both: as a
-- new section there, and here with the version's number, and
-- tests/unit/store_migrate.c holds one against the other.
PRAGMA user_version = 22;

-- Conventions: instants are seconds since 1970-01-01 UTC, NULL where there is
-- none. Units, reports and periods are named by the codes of the plan, words of
-- the model stored by their names, many texts in one column as JSON. Rows are
-- never deleted, save those an undone order had made itself, and notes of what
-- is still to be had or soon forgotten (missing, chat_code, chat_heard).
-- Plain SQL where there is a choice, so that another engine can stand behind
-- the same functions; STRICT and WITHOUT ROWID are SQLite's.
--
-- Columns: what may be long stands last, as it lies on pages of its own, and who
-- asks for a column behind it has SQLite walk through all of them. Otherwise a
-- column that came later stands behind the others, as it does in a docket that
-- was brought up to date; its DEFAULT was for the rows that were there, the
-- statements name every column. Which words a column of many rows or of growing
-- lists may hold, the program's tables alone say, and docketctl verify holds
-- them against what is stored: a CHECK with a list has SQLite build a table of
-- the list anew for every row written.
--
-- Indexes: what is asked every minute, by every mail and by every order is found
-- without looking through ten years of rows (tests/unit/store_growth.c). Of two
-- that serve as well SQLite takes one by their order, so it is kept, too.


-- The mailbox -----------------------------------------------------------------

-- How far each folder of the mailbox has been read.
CREATE TABLE folder (
    name            TEXT NOT NULL PRIMARY KEY,
    uidvalidity     INTEGER NOT NULL,
    last_uid        INTEGER NOT NULL,
    trouble         TEXT,                           -- last told about it; NULL: none
    searched        INTEGER                         -- when last, for mails that bear no mark
) STRICT, WITHOUT ROWID;

-- Mails that are listed and were not given: asked for again, until they come
-- or are there no more.
CREATE TABLE missing (
    folder          TEXT NOT NULL,
    uidvalidity     INTEGER NOT NULL,
    uid             INTEGER NOT NULL,
    size            INTEGER NOT NULL,               -- as listed; 0: not said
    received        INTEGER,                        -- as listed
    tries           INTEGER NOT NULL,
    next_try        INTEGER NOT NULL,
    told            INTEGER NOT NULL CHECK (told IN (0, 1)),    -- it has a row in message
    PRIMARY KEY (folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;


-- Messages --------------------------------------------------------------------

-- One mail received; exactly one outcome with a reason (G2). Its raw bytes
-- are the file raw/ab/abcd... of the archive.
CREATE TABLE message (
    id              INTEGER NOT NULL PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE,           -- "TN-2023-0042"
    folder          TEXT NOT NULL,
    uidvalidity     INTEGER NOT NULL,
    uid             INTEGER NOT NULL,               -- 0: by hand, or another mail has its place
    received        INTEGER NOT NULL,               -- by the mailbox
    entered         INTEGER NOT NULL,               -- when this row was made
    sha256          TEXT CHECK (length(sha256) = 64),   -- NULL: never fetched
    size            INTEGER NOT NULL CHECK (size >= 0),
    message_id      TEXT,
    sender          TEXT,
    sender_name     TEXT,
    subject         TEXT,
    date            TEXT,                           -- as its sender says; decides nothing
    outcome         TEXT NOT NULL,
    reason          TEXT NOT NULL CHECK (reason <> ''), -- a code
    unclear         TEXT,                           -- what people must say about it
    flagged         INTEGER NOT NULL CHECK (flagged IN (0, 1)), -- an officer should look
    duplicate_of    INTEGER REFERENCES message (id) CHECK (duplicate_of <> id),
    marked          INTEGER NOT NULL CHECK (marked IN (0, 1)),  -- in the mailbox
    about           TEXT,                           -- what the reason names
    text            TEXT,                           -- the sender's own words
    CHECK (sha256 IS NOT NULL OR outcome IN ('too-large', 'not-obtainable'))
) STRICT;
CREATE UNIQUE INDEX message_place ON message (folder, uidvalidity, uid) WHERE uid > 0;
CREATE INDEX message_hash ON message (sha256);
CREATE INDEX message_header_id ON message (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX message_unmarked ON message (folder, uidvalidity, uid) WHERE marked = 0;
CREATE INDEX message_entered ON message (entered);
CREATE INDEX message_ended ON message (outcome, reason);

CREATE TABLE attachment (
    message         INTEGER NOT NULL REFERENCES message (id),
    number          INTEGER NOT NULL,               -- from 0
    name            TEXT,                           -- as its sender wrote it
    type            TEXT,                           -- by its content
    size            INTEGER NOT NULL,
    sha256          TEXT,
    reason          TEXT,                           -- why it was not read, or not all of it
    rendition_of    INTEGER,                        -- number of the file it is the PDF of
    status          TEXT NOT NULL DEFAULT 'stored',
    PRIMARY KEY (message, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_hash ON attachment (sha256, message) WHERE sha256 IS NOT NULL;

-- Letterheads of official documents, for the register of incoming documents.
-- Of a secret one only its mark is kept.
CREATE TABLE letterhead (
    message         INTEGER NOT NULL REFERENCES message (id),
    attachment      INTEGER NOT NULL,
    issuer          TEXT,
    doc_number      TEXT,
    place           TEXT,
    doc_date        TEXT,
    type            TEXT,
    subject         TEXT,
    signer          TEXT,
    signer_position TEXT,
    urgency         TEXT,
    secrecy         TEXT,
    recipients      TEXT,                           -- one a line
    PRIMARY KEY (message, attachment)
) STRICT, WITHOUT ROWID;


-- Who and what ----------------------------------------------------------------

-- Why a message was taken for what it was taken for.
CREATE TABLE evidence (
    message         INTEGER NOT NULL REFERENCES message (id),
    number          INTEGER NOT NULL,               -- from 0
    source          TEXT NOT NULL,                  -- where in the mail
    unit            TEXT,                           -- NULL: says nothing of it
    report          TEXT,
    period          TEXT,
    quote           TEXT,                           -- the words it was found in
    attachment      INTEGER NOT NULL,               -- -1: none
    matter          TEXT NOT NULL DEFAULT '',       -- what it speaks of besides reports: "QUESTION"
    strength        TEXT NOT NULL DEFAULT 'weak',
    PRIMARY KEY (message, number)
) STRICT, WITHOUT ROWID;

-- Addresses of units that the docket learnt, besides those of the plan.
CREATE TABLE contact (
    id              INTEGER NOT NULL PRIMARY KEY,
    unit            TEXT NOT NULL,
    address         TEXT NOT NULL,                  -- lower case
    valid_from      INTEGER NOT NULL,
    valid_to        INTEGER,                        -- the first instant it no longer holds
    author          TEXT NOT NULL,
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
) STRICT;
-- A unit has an address once at a time.
CREATE UNIQUE INDEX contact_now ON contact (unit, address) WHERE valid_to IS NULL;
CREATE INDEX contact_unit ON contact (unit);
CREATE INDEX contact_address ON contact (address);

-- Addresses that sent our mail back, the plan's among them: not written to
-- until somebody says otherwise.
CREATE TABLE bounced (
    address         TEXT NOT NULL PRIMARY KEY,
    at              INTEGER,                        -- NULL: it is good again
    reply           TEXT
) STRICT, WITHOUT ROWID;


-- Obligations and submissions -------------------------------------------------

-- unit x report x period, made in advance.
CREATE TABLE obligation (
    id              INTEGER NOT NULL PRIMARY KEY,
    unit            TEXT NOT NULL,
    report          TEXT NOT NULL,
    period          TEXT NOT NULL,                  -- "2023", "2023-06", "DX:512"
    due             INTEGER,                        -- on time is what came before
    due_original    INTEGER,                        -- before extensions
    cure            INTEGER,                        -- by when it is wanted whole or anew
    first_received  INTEGER,                        -- decides what is on time
    completed       INTEGER,                        -- the first complete version
    accepted        INTEGER REFERENCES submission (id), -- whose content counts
    tracked         INTEGER NOT NULL CHECK (tracked IN (0, 1)),
    made            INTEGER NOT NULL DEFAULT 0,     -- entry of the journal with which it began
    state           TEXT NOT NULL DEFAULT 'open',
    UNIQUE (report, period, unit)
) STRICT;
CREATE INDEX obligation_unit ON obligation (unit);
-- The calendar asks by deadline and by cure date, for what still waits.
CREATE INDEX obligation_cure ON obligation (cure) WHERE cure IS NOT NULL;
CREATE INDEX obligation_moved ON obligation (report, period) WHERE due <> due_original;
CREATE INDEX obligation_due ON obligation (due, state, tracked);
-- Which rounds there are, and how the units of each stand.
CREATE INDEX obligation_round ON obligation (report, period, state, tracked);

-- How an obligation was before the journal's entry "until" changed it, so that
-- what was known at an earlier instant can be said again. What an undone order
-- had made ends here, too.
CREATE TABLE obligation_was (
    id              INTEGER NOT NULL,
    until           INTEGER NOT NULL,
    made            INTEGER NOT NULL,
    unit            TEXT NOT NULL,
    report          TEXT NOT NULL,
    period          TEXT NOT NULL,
    due             INTEGER,
    due_original    INTEGER,
    cure            INTEGER,
    state           TEXT NOT NULL,
    first_received  INTEGER,
    completed       INTEGER,
    accepted        INTEGER,
    tracked         INTEGER NOT NULL,
    PRIMARY KEY (id, until)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER obligation_changes AFTER UPDATE ON obligation
    WHEN OLD.due IS NOT NEW.due OR OLD.due_original IS NOT NEW.due_original
      OR OLD.cure IS NOT NEW.cure OR OLD.state <> NEW.state
      OR OLD.first_received IS NOT NEW.first_received OR OLD.completed IS NOT NEW.completed
      OR OLD.accepted IS NOT NEW.accepted OR OLD.tracked <> NEW.tracked
    BEGIN INSERT OR IGNORE INTO obligation_was
        SELECT OLD.id, coalesce(max(number), 0) + 1, OLD.made, OLD.unit, OLD.report, OLD.period,
               OLD.due, OLD.due_original, OLD.cure, OLD.state, OLD.first_received, OLD.completed,
               OLD.accepted, OLD.tracked
          FROM journal; END;
CREATE TRIGGER obligation_ends AFTER DELETE ON obligation
    BEGIN INSERT OR IGNORE INTO obligation_was
        SELECT OLD.id, coalesce(max(number), 0) + 1, OLD.made, OLD.unit, OLD.report, OLD.period,
               OLD.due, OLD.due_original, OLD.cure, OLD.state, OLD.first_received, OLD.completed,
               OLD.accepted, OLD.tracked
          FROM journal; END;

-- What a message delivered towards an obligation. The values of its form are
-- one JSON text, a list of [field, row, type, value, place]: measured three to
-- five times cheaper to store than a row for each. The view shows them as rows.
-- standing: how far it counts; what a stranger sent for a unit waits for the
-- unit's or an officer's word.
CREATE TABLE submission (
    id              INTEGER NOT NULL PRIMARY KEY,
    message         INTEGER NOT NULL REFERENCES message (id),
    obligation      INTEGER NOT NULL REFERENCES obligation (id),
    version         INTEGER NOT NULL CHECK (version > 0),   -- none overwrites another
    received        INTEGER NOT NULL,
    complete        INTEGER NOT NULL CHECK (complete IN (0, 1)),
    late            INTEGER NOT NULL CHECK (late IN (0, 1)),
    days_late       INTEGER NOT NULL CHECK (days_late >= 0 AND (late = 1 OR days_late = 0)),
    attachment      INTEGER NOT NULL,               -- -1: none
    content_hash    TEXT,                           -- tells the same once more from a version
    standing        TEXT NOT NULL DEFAULT 'vouched',
    form_values     TEXT NOT NULL DEFAULT '[]',
    UNIQUE (obligation, version),
    UNIQUE (message, obligation, attachment)
) STRICT;

CREATE VIEW value AS
    SELECT s.id AS submission, json_extract(v.value, '$[0]') AS field,
           json_extract(v.value, '$[1]') AS row, json_extract(v.value, '$[2]') AS type,
           json_extract(v.value, '$[3]') AS value, json_extract(v.value, '$[4]') AS place
      FROM submission AS s, json_each(s.form_values) AS v;

-- What is wrong with a submission, as its sender was told.
CREATE TABLE finding (
    submission      INTEGER NOT NULL REFERENCES submission (id),
    number          INTEGER NOT NULL,               -- from 0
    severity        TEXT NOT NULL CHECK (severity IN ('error', 'warning')),
    code            TEXT NOT NULL,
    place           TEXT,                           -- "Biểu 1!D12"; NULL: the whole report
    text            TEXT NOT NULL,
    text_en         TEXT,
    PRIMARY KEY (submission, number)
) STRICT, WITHOUT ROWID;


-- Letters ---------------------------------------------------------------------

-- The outbox. next_try is set exactly while a letter waits for its turn, so
-- letter_waiting holds only those. What was tried and whose answer was lost is
-- repeated once, not twice (G3).
CREATE TABLE letter (
    id              INTEGER NOT NULL PRIMARY KEY,
    reason          TEXT NOT NULL,                  -- "ack:TN-2023-0042"; to each once (G3)
    recipient       TEXT NOT NULL,
    letter          TEXT NOT NULL,                  -- its template
    priority        INTEGER NOT NULL,               -- low first
    message         INTEGER REFERENCES message (id),
    obligation      INTEGER REFERENCES obligation (id),
    message_id      TEXT NOT NULL UNIQUE,           -- the same however often it is tried
    subject         TEXT,
    envelope_from   TEXT NOT NULL,                  -- "" of automatic replies
    size            INTEGER NOT NULL,
    created         INTEGER NOT NULL,
    next_try        INTEGER,
    tried           INTEGER,                        -- when the last attempt began
    state           TEXT NOT NULL,
    attempts        INTEGER NOT NULL,
    doubts          INTEGER NOT NULL,               -- attempts whose answer was lost
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
CREATE INDEX letter_unsent ON letter (state) WHERE state <> 'sent';

-- The mail itself stands apart: the small row changes three times on its way,
-- these bytes never.
CREATE TABLE letter_mail (
    letter          INTEGER NOT NULL PRIMARY KEY REFERENCES letter (id),
    mail            BLOB NOT NULL
) STRICT;

-- What a reminder reminds of: one letter may be about several reports.
CREATE TABLE reminded (
    letter          INTEGER NOT NULL REFERENCES letter (id),
    obligation      INTEGER NOT NULL REFERENCES obligation (id),
    PRIMARY KEY (letter, obligation)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminded_obligation ON reminded (obligation);


-- The journal -----------------------------------------------------------------

-- Every decision and who made it (G5). hash = SHA-256 over the hash before it
-- and this row, so a row changed or taken out later shows.
CREATE TABLE journal (
    number          INTEGER NOT NULL PRIMARY KEY,
    at              INTEGER NOT NULL,
    actor           TEXT NOT NULL,                  -- "intake", "calendar", "shell:root"
    event           TEXT NOT NULL,
    subject         TEXT,                           -- code of what it is about
    detail          TEXT,                           -- JSON
    hash            TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX journal_subject ON journal (subject) WHERE subject IS NOT NULL;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;


-- Officers' commands ----------------------------------------------------------

-- One line of an officer's mail or of the shell. The same line of the same
-- mail is one command however often the mail is read.
CREATE TABLE command (
    id              INTEGER NOT NULL PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE,           -- "GN-2023-0007": what an undo names
    message         INTEGER REFERENCES message (id),        -- NULL: the shell
    line            INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    officer         TEXT NOT NULL,
    text            TEXT NOT NULL,
    understood      TEXT,
    state           TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'refused', 'expired')),
    result          TEXT,
    before_state    TEXT,                           -- JSON: what an undo puts back
    after_state     TEXT,                           -- JSON: what it must still find
    undone_by       INTEGER REFERENCES command (id) CHECK (undone_by <> id),
    UNIQUE (message, line),
    CHECK (undone_by IS NULL OR state = 'done')
) STRICT;
CREATE INDEX command_at ON command (at);

-- Reports asked for out of turn; their obligations have this period.
CREATE TABLE request (
    period          TEXT NOT NULL PRIMARY KEY,      -- "DX:512"
    title           TEXT NOT NULL,
    opened          INTEGER NOT NULL,
    due             INTEGER NOT NULL,
    author          TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Reminders stopped by an officer, for one unit or for all.
CREATE TABLE hold (
    id              INTEGER NOT NULL PRIMARY KEY,
    unit            TEXT NOT NULL,                  -- "": all
    since           INTEGER NOT NULL,
    author          TEXT NOT NULL,
    ended           INTEGER,
    CHECK (ended IS NULL OR ended >= since)
) STRICT;
CREATE UNIQUE INDEX hold_now ON hold (unit) WHERE ended IS NULL;


-- Dossiers --------------------------------------------------------------------

-- One candidate's dossier of one kind: how far it is, and what was decided.
-- What names the candidate stays as the list wrote it.
CREATE TABLE dossier (
    id              INTEGER NOT NULL PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE,           -- "HS-2023-0007"
    report          TEXT NOT NULL,
    period          TEXT NOT NULL,
    unit            TEXT NOT NULL,
    key             TEXT NOT NULL,                  -- tells the unit's candidates apart
    kind            TEXT,
    name            TEXT NOT NULL,
    place           TEXT,
    level           TEXT,
    evidence        TEXT,                           -- that it was eligible, in words
    listed          INTEGER NOT NULL CHECK (listed IN (0, 1)),  -- by the list that counts
    have            TEXT NOT NULL,                  -- codes of the parts that stand
    seen            TEXT NOT NULL,                  -- mark of the documents that stand
    until           INTEGER,                        -- when an officer is asked to look
    assessor        TEXT,                           -- an officer's word; NULL: as the plan says
    decider         TEXT,
    decision        TEXT,                           -- its number, ...
    decided         TEXT,                           -- ... its day, ...
    decided_seen    TEXT,                           -- ... and the mark of what it was decided on
    reason          TEXT,                           -- of the last step that needs one
    faults          TEXT NOT NULL,                  -- [[part, sha256, why], ...]
    stage           TEXT NOT NULL DEFAULT 'selected',
    UNIQUE (report, period, unit, key)
) STRICT;
CREATE INDEX dossier_unit ON dossier (unit);
CREATE INDEX dossier_until ON dossier (until) WHERE until IS NOT NULL;

-- One file that came as a part of a dossier; whose it is, or which part, may
-- not be known yet. It counts while its mail does.
CREATE TABLE piece (
    id              INTEGER NOT NULL PRIMARY KEY,
    obligation      INTEGER NOT NULL REFERENCES obligation (id),
    dossier         INTEGER REFERENCES dossier (id),
    part            TEXT,
    message         INTEGER NOT NULL REFERENCES message (id),
    attachment      INTEGER NOT NULL,
    name            TEXT,
    sha256          TEXT NOT NULL,
    rendition       INTEGER NOT NULL,               -- bits of include/model/rendition.h
    doc_number      TEXT,
    doc_date        TEXT,
    met             INTEGER NOT NULL,               -- criteria, as the document says, ...
    total           INTEGER NOT NULL,               -- ... of so many; 0: it does not say
    several         INTEGER NOT NULL CHECK (several IN (0, 1)), -- it may hold more than one part
    CHECK (met <= total)
) STRICT;
CREATE UNIQUE INDEX piece_place
    ON piece (message, attachment, obligation, coalesce(dossier, 0), coalesce(part, ''));
CREATE INDEX piece_dossier ON piece (dossier) WHERE dossier IS NOT NULL;
CREATE INDEX piece_obligation ON piece (obligation);

-- Every step of a dossier, in order.
CREATE TABLE step (
    dossier         INTEGER NOT NULL REFERENCES dossier (id),
    number          INTEGER NOT NULL CHECK (number > 0),
    at              INTEGER NOT NULL,
    actor           TEXT NOT NULL,
    event           TEXT NOT NULL,
    from_stage      TEXT NOT NULL,
    to_stage        TEXT NOT NULL,
    seen            TEXT NOT NULL,                  -- mark of the documents that stood then
    about           TEXT,                           -- code of the mail or of the order
    note            TEXT,
    PRIMARY KEY (dossier, number)
) STRICT, WITHOUT ROWID;


-- Packages: offices above and below -------------------------------------------

-- What was sent to the office above: packages of one report and period count 1,
-- 2, ... One is outdated once an obligation of its round is another than with the
-- journal's entry "entry"; "changed" is the first entry since that touched one,
-- which is only looked at then. entry -1: one that it tells of is gone.
CREATE TABLE package (
    report          TEXT NOT NULL,
    period          TEXT NOT NULL,
    sequence        INTEGER NOT NULL CHECK (sequence > 0),
    hash            TEXT NOT NULL CHECK (length(hash) = 64),
    made            INTEGER NOT NULL,
    entry           INTEGER NOT NULL DEFAULT 0,
    changed         INTEGER,
    PRIMARY KEY (report, period, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX package_changed ON package (changed) WHERE changed IS NOT NULL;
CREATE TRIGGER package_round_changes AFTER UPDATE ON obligation
    WHEN OLD.state <> NEW.state OR OLD.accepted IS NOT NEW.accepted OR OLD.tracked <> NEW.tracked
    BEGIN UPDATE package SET changed = (SELECT coalesce(max(number), 0) + 1 FROM journal)
           WHERE report = NEW.report AND period = NEW.period AND changed IS NULL; END;
CREATE TRIGGER package_round_grows AFTER INSERT ON obligation
    BEGIN UPDATE package SET changed = (SELECT coalesce(max(number), 0) + 1 FROM journal)
           WHERE report = NEW.report AND period = NEW.period AND changed IS NULL; END;
CREATE TRIGGER package_round_shrinks AFTER DELETE ON obligation
    BEGIN UPDATE package
             SET changed = coalesce(changed, (SELECT coalesce(max(number), 0) + 1 FROM journal)),
                 entry = -1
           WHERE report = OLD.report AND period = OLD.period AND entry >= OLD.made; END;

-- What the office of a unit reported of its own units: the package that a
-- version came with, as it came (include/model/package.h). Those of the version
-- that counts are shown; another version takes the place of all of them at once.
-- "expected" and "known" tell of how many of its units it reported: those that
-- are asked, and those of them that are there; so that nobody reads all of it
-- for two numbers.
CREATE TABLE snapshot (
    submission      INTEGER NOT NULL PRIMARY KEY REFERENCES submission (id),
    sequence        INTEGER NOT NULL CHECK (sequence > 0),
    hash            TEXT NOT NULL CHECK (length(hash) = 64),
    content         TEXT NOT NULL,
    expected        INTEGER NOT NULL DEFAULT 0 CHECK (expected >= 0),
    known           INTEGER NOT NULL DEFAULT 0 CHECK (known BETWEEN 0 AND expected)
) STRICT;
CREATE INDEX snapshot_covers ON snapshot (submission, sequence, known, expected);  -- not content


-- Chats -----------------------------------------------------------------------

-- Short notices into officers' chats. A channel is named by its kind and a
-- part of the hash of its address, which holds a secret. No journal: they
-- repeat what letters to officers say, and are not sent again by a rebuild.
CREATE TABLE chat (
    id              INTEGER NOT NULL PRIMARY KEY,
    reason          TEXT NOT NULL,                  -- of the letter that says the same
    channel         TEXT NOT NULL,                  -- "zalo-1f2e3d4c"
    text            TEXT NOT NULL,
    created         INTEGER NOT NULL,
    next_try        INTEGER,
    attempts        INTEGER NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'merged', 'failed',
                        'unknown')),
    sent            INTEGER,
    reply           TEXT,
    UNIQUE (reason, channel),
    CHECK ((state = 'queued') = (next_try IS NOT NULL)),
    CHECK ((state = 'sent') = (sent IS NOT NULL))
) STRICT;
CREATE INDEX chat_waiting ON chat (channel, next_try) WHERE next_try IS NOT NULL;
CREATE INDEX chat_sent ON chat (channel, sent) WHERE sent IS NOT NULL;

-- Officers' own chats with the bot. A code is for one use and a short time; of
-- a link its end is kept too. The journal has who linked what, and when.
CREATE TABLE chat_code (
    officer         TEXT NOT NULL PRIMARY KEY,      -- one at a time; as in docketd.conf
    hash            TEXT NOT NULL UNIQUE,           -- SHA-256 of the code
    until           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE chat_link (
    id              INTEGER NOT NULL PRIMARY KEY,
    officer         TEXT NOT NULL,
    chat            TEXT NOT NULL,                  -- as the service names it
    channel         TEXT NOT NULL,                  -- of his notices in table chat
    since           INTEGER NOT NULL,
    ended           INTEGER
) STRICT;
CREATE UNIQUE INDEX chat_link_officer ON chat_link (officer) WHERE ended IS NULL;
CREATE UNIQUE INDEX chat_link_channel ON chat_link (channel) WHERE ended IS NULL;

-- That somebody wrote to the bot, never what: the same is given again, and who
-- writes much is not answered.
CREATE TABLE chat_heard (
    id              TEXT NOT NULL PRIMARY KEY,      -- of the service
    chat            TEXT NOT NULL,
    at              INTEGER NOT NULL,
    answer          TEXT NOT NULL CHECK (answer IN ('linked', 'counts', 'only', 'hint', 'none'))
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_heard_at ON chat_heard (at, chat, answer);


-- The docket itself -----------------------------------------------------------

-- Receipt codes and the like: the last number given, per series and year.
CREATE TABLE series (
    name            TEXT NOT NULL,
    year            INTEGER NOT NULL,
    last            INTEGER NOT NULL CHECK (last > 0),
    PRIMARY KEY (name, year)
) STRICT, WITHOUT ROWID;

-- What the program notes for itself, one text each.
CREATE TABLE setting (
    key             TEXT NOT NULL PRIMARY KEY,
    value           TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- From which entry of the journal on obligation_was knows the past: of a docket
-- that was older than that table, from when it was brought up to date.
INSERT INTO setting (key, value) VALUES ('past', '0');
