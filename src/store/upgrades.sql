-- How a docket of an earlier version becomes what schema.sql says: one section per
-- version, oldest first. The sections it lacks are run, all in one transaction
-- (migrate.c). Sections that have been released are never edited. A new version
-- is a section here, at the end, and the same change in schema.sql.
--
-- Section 1 is what version 1 was: only tests run it, who make old dockets of this.

-- version 1

CREATE TABLE setting (
    key             TEXT NOT NULL PRIMARY KEY,
    value           TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Receipt codes and the like: the last number given, per series and year.
CREATE TABLE series (
    name            TEXT NOT NULL,
    year            INTEGER NOT NULL,
    last            INTEGER NOT NULL CHECK (last > 0),
    PRIMARY KEY (name, year)
) STRICT, WITHOUT ROWID;

-- How far each folder of the mailbox has been read.
CREATE TABLE folder (
    name            TEXT NOT NULL PRIMARY KEY,
    uidvalidity     INTEGER NOT NULL,
    last_uid        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One mail received; exactly one outcome with a reason (G2). Its raw bytes
-- are the file raw/ab/abcd... of the archive; NULL only if never fetched.
CREATE TABLE message (
    id              INTEGER NOT NULL PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE,
    folder          TEXT NOT NULL,
    uidvalidity     INTEGER NOT NULL,
    uid             INTEGER NOT NULL,               -- 0: came by hand, not from a mailbox
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

-- Why a message was taken for what it was taken for.
CREATE TABLE evidence (
    message         INTEGER NOT NULL REFERENCES message (id),
    number          INTEGER NOT NULL,
    source          TEXT NOT NULL,
    unit            TEXT,
    report          TEXT,
    period          TEXT,
    strength        TEXT NOT NULL CHECK (strength IN ('weak', 'strong', 'proof')),
    quote           TEXT,
    attachment      INTEGER NOT NULL,               -- -1: none
    PRIMARY KEY (message, number)
) STRICT, WITHOUT ROWID;

-- unit x report x period, made in advance.
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

-- What a message delivered towards an obligation. The values of its form are
-- one JSON text, a list of [field, row, type, value, place]: measured three to
-- five times cheaper to store than a row for each. The view shows them as rows.
CREATE TABLE submission (
    id              INTEGER NOT NULL PRIMARY KEY,
    message         INTEGER NOT NULL REFERENCES message (id),
    obligation      INTEGER NOT NULL REFERENCES obligation (id),
    version         INTEGER NOT NULL CHECK (version > 0),
    received        INTEGER NOT NULL,
    complete        INTEGER NOT NULL CHECK (complete IN (0, 1)),
    late            INTEGER NOT NULL CHECK (late IN (0, 1)),
    days_late       INTEGER NOT NULL CHECK (days_late >= 0 AND (late = 1 OR days_late = 0)),
    attachment      INTEGER NOT NULL,               -- -1: none
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

-- The outbox. next_try is set exactly while a letter waits for its turn, so
-- letter_waiting holds only those.
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
    tried           INTEGER,                        -- when the last attempt began
    state           TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'unknown', 'sent', 'failed', 'withdrawn')),
    attempts        INTEGER NOT NULL,
    doubts          INTEGER NOT NULL,               -- attempts whose answer was lost: one is repeated, a second is not (G3)
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

-- The mail itself stands apart: the small row changes three times on its way,
-- these bytes never.
CREATE TABLE letter_mail (
    letter          INTEGER NOT NULL PRIMARY KEY REFERENCES letter (id),
    mail            BLOB NOT NULL
) STRICT;

-- Every decision and who made it (G5). hash = SHA-256 over the hash before it
-- and this row, so a row changed or taken out later shows.
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

-- version 2

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

-- One line of an officer's mail or of the shell. The same line of the same
-- mail is one command however often the mail is read.
CREATE TABLE command (
    id              INTEGER NOT NULL PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE,
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

-- version 3

-- The calendar asks by deadline and by cure date, for what still waits.
CREATE INDEX obligation_due ON obligation (due, state, tracked);
CREATE INDEX obligation_cure ON obligation (cure) WHERE cure IS NOT NULL;

-- version 4

-- The editable file that this one is the signed or scanned PDF of.
ALTER TABLE attachment ADD COLUMN rendition_of INTEGER;

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

-- version 5

-- How far a version counts: what a stranger sent for a unit waits for the
-- unit's or an officer's word.
ALTER TABLE submission ADD COLUMN standing TEXT NOT NULL DEFAULT 'vouched'
    CHECK (standing IN ('vouched', 'provisional', 'aside', 'rejected'));

-- version 6

-- What a mail speaks of besides reports stood in the report's own column.
ALTER TABLE evidence ADD COLUMN matter TEXT NOT NULL DEFAULT '';
UPDATE evidence SET matter = report, report = NULL
 WHERE period IS NULL AND report IN ('OUTSIDE', 'COMMUNE', 'LOCAL', 'LOCAL_WRITES', 'ELSEWHERE', 'EXTENSION_REQUEST',
       'QUESTION', 'THANKS', 'REPLACES', 'AUTOREPLY', 'BOUNCE', 'COMMAND', 'PLAN', 'SECRET_QUARANTINE', 'URGENT', 'NOUN',
       'OWN', 'NOT_OWN', 'NIL', 'KIND', 'TWO_KINDS', 'OURS');

-- version 7

-- Reasons were English sentences; now they are codes, and what a sentence named
-- stands beside. Sentences that only older programs wrote stay, as "other".
CREATE TABLE reason_was (sentence TEXT NOT NULL PRIMARY KEY, code TEXT NOT NULL) STRICT;
INSERT INTO reason_was (sentence, code) VALUES
    ('unit, report and period are certain', 'certain'),
    ('nothing says what it is', 'unknown'),
    ('the same files were received before (A24)', 'same-files'),
    ('the same mail, byte for byte, is in the docket already', 'same-bytes'),
    ('the same report, with the same content, was filed before', 'same-report'),
    ('it is older than the day the docket went into service', 'historic'),
    ('larger than the limit: it stays in the mailbox for an officer to open', 'too-large'),
    ('its content could not be read', 'unreadable'),
    ('it bears a mark of state secrecy (A26)', 'secret'),
    ('an attachment is encrypted or dangerous', 'dangerous'),
    ('it is a letter of the office itself', 'own-letter'),
    ('it is a report that a mail could not be delivered', 'undelivered'),
    ('its subject is that of an automatic reply', 'auto-subject'),
    ('a program sent it, but it has files', 'auto-files'),
    ('it is marked Auto-Submitted', 'auto-submitted'),
    ('it is a report of a mail system', 'mail-system'),
    ('its return path is empty', 'empty-path'),
    ('its Precedence is that of bulk or automatic mail', 'precedence'),
    ('it comes from a mailing list', 'list'),
    ('it is bulk mail', 'bulk'),
    ('it carries the mark of an automatic sender', 'auto-sender'),
    ('its sender is a machine''s address', 'machine-address'),
    ('its sender asks for no automatic answers', 'no-answers'),
    ('it comes from the office''s own address', 'own-address'),
    ('it comes from an officer''s address', 'officer'),
    ('a unit asks about its own reports', 'unit-asks'),
    ('it answers what was unclear about an earlier mail', 'answer'),
    ('it asks for more time; the deadline stands until an officer decides', 'extension'),
    ('it is a question to the office', 'question'),
    ('it is a word of thanks', 'thanks'),
    ('it is an answer in words, without a file', 'words'),
    ('it holds a reaction or a calendar entry, as mail programs send them, and no file', 'gesture'),
    ('nothing names exactly one unit', 'no-unit'),
    ('strong pieces of evidence name different units', 'units-disagree'),
    ('it names more than one unit', 'several-units'),
    ('the subject and the rest name different units', 'subject-and-rest'),
    ('a file name names another unit', 'file-other-unit'),
    ('the subject names another unit', 'subject-other-unit'),
    ('the document names another unit', 'document-other-unit'),
    ('the text of the mail names another unit', 'text-other-unit'),
    ('the unit stands only in the name of a file that cannot be read', 'file-name-only'),
    ('the subject names another province', 'elsewhere'),
    ('the unit does not exist on the day the report is due (A25)', 'not-there'),
    ('the plan does not ask this report of the unit', 'not-owed'),
    ('the unit has no candidates of this kind (A16)', 'kind'),
    ('it comes from a commune, school or firm, which reports through its district (A23)', 'local'),
    ('the document comes from a commune or school', 'local-document'),
    ('it is about a commune, school or firm, not about the unit itself', 'about-local'),
    ('it does not name exactly one sender', 'one-sender'),
    ('its structure can be read in two ways', 'two-ways'),
    ('the sender''s address is a registered one, but the mail is not authenticated', 'not-authenticated'),
    ('nothing names the report', 'no-report'),
    ('it is a covering letter to another report: either may be meant', 'two-kinds'),
    ('the period is not certain', 'period'),
    ('there is no open request that it answers (A13)', 'no-request'),
    ('it names a report that the plan does not have (A20)', 'outside'),
    ('it names a period, but nothing says that it is a report', 'only-period'),
    ('it holds two forms of the same report', 'two-forms'),
    ('the form is of a period that is not due now', 'form-not-due'),
    ('subject and form name different reports', 'form-and-subject'),
    ('subject and form name different periods', 'form-and-year'),
    ('the form is not of the report that our letter was about', 'form-and-thread'),
    ('the file names another report than our letter', 'file-and-thread'),
    ('the document is another report than the subject says', 'document-and-subject'),
    ('the file names another report than the subject', 'file-and-subject'),
    ('it names several reports, and not every one has its file', 'files-missing'),
    ('the subject names a report that the plan does not have', 'form-outside'),
    ('it has no file, and its sender is not registered', 'no-file'),
    ('it is a draft or a question, not the report', 'draft'),
    ('it names a kind of candidate that the unit cannot have (A16)', 'candidates'),
    ('the list says that no unit is eligible: it counts, and an officer looks (A18)', 'nil'),
    ('its sender said whose and what it is', 'sender-said'),
    ('an officer said whose and what it is', 'officer-said'),
    ('an officer said that it goes through its district', 'officer-route'),
    ('the unit confirms that a stranger''s mail is its own', 'unit-owns'),
    ('the unit says that a stranger''s mail is not its own', 'unit-rejects'),
    ('a stranger sent it, and it was confirmed', 'own'),
    ('a stranger sent it, and it was rejected', 'not-own'),
    ('the officer has no right to this command', 'no-right'),
    ('the sender is not authenticated', 'forged-order'),
    ('too many unproven orders', 'many-orders'),
    ('a wrong confirmation code', 'wrong-code');
ALTER TABLE message ADD COLUMN about TEXT;
UPDATE message SET about = substr(reason, 33), reason = 'officer-repeats'
 WHERE substr(reason, 1, 32) = 'an officer said that it repeats ';
UPDATE message SET about = reason, reason = 'other'
 WHERE about IS NULL AND reason NOT IN (SELECT sentence FROM reason_was);
UPDATE message SET reason = (SELECT w.code FROM reason_was AS w WHERE w.sentence = message.reason) WHERE about IS NULL;
UPDATE command SET before_state = replace(before_state, '"reason":"an officer said that it repeats ',
       '"reason":"officer-repeats","about":"');
UPDATE command SET before_state = (SELECT json_group_object(e.key,
       json(CASE WHEN w.code IS NULL THEN before_state -> e.fullkey ELSE json_set(e.value, '$.reason', w.code) END))
         FROM json_each(before_state) AS e LEFT JOIN reason_was AS w
           ON w.sentence = CASE e.type WHEN 'object' THEN json_extract(e.value, '$.reason') END)
 WHERE before_state IS NOT NULL;
UPDATE command SET after_state = replace(after_state, '"reason":"an officer said that it repeats ',
       '"reason":"officer-repeats","about":"');
UPDATE command SET after_state = (SELECT json_group_object(e.key,
       json(CASE WHEN w.code IS NULL THEN after_state -> e.fullkey ELSE json_set(e.value, '$.reason', w.code) END))
         FROM json_each(after_state) AS e LEFT JOIN reason_was AS w
           ON w.sentence = CASE e.type WHEN 'object' THEN json_extract(e.value, '$.reason') END)
 WHERE after_state IS NOT NULL;
DROP TABLE reason_was;

-- version 8

-- An officer's hold took its work: nothing ever set it.
ALTER TABLE obligation DROP COLUMN paused;
UPDATE command SET before_state = replace(before_state, '"paused":false,', ''), after_state = replace(after_state, '"paused":false,', '');
-- A cure date ends with what it is about.
UPDATE obligation SET cure = NULL WHERE state NOT IN ('incomplete', 'returned');

-- version 9

-- A mail that the server lists and does not give is an outcome, too. A CHECK
-- cannot be changed in place; foreign keys are off while a docket is brought
-- up to date.
CREATE TABLE message_9 (
    id              INTEGER NOT NULL PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE,
    folder          TEXT NOT NULL,
    uidvalidity     INTEGER NOT NULL,
    uid             INTEGER NOT NULL,               -- 0: came by hand, or its place was given to another mail
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
                        'command', 'note', 'wrong-route', 'historic', 'too-large', 'not-obtainable')),
    reason          TEXT NOT NULL CHECK (reason <> ''),
    unclear         TEXT,
    flagged         INTEGER NOT NULL CHECK (flagged IN (0, 1)),
    duplicate_of    INTEGER REFERENCES message (id) CHECK (duplicate_of <> id),
    marked          INTEGER NOT NULL CHECK (marked IN (0, 1)),
    text            TEXT,
    about           TEXT,                           -- what the reason names
    CHECK (sha256 IS NOT NULL OR outcome IN ('too-large', 'not-obtainable'))
) STRICT;
INSERT INTO message_9 SELECT id, code, folder, uidvalidity, uid, received, entered, sha256, size, message_id, sender,
    sender_name, subject, date, outcome, reason, unclear, flagged, duplicate_of, marked, text, about FROM message;
DROP TABLE message;
ALTER TABLE message_9 RENAME TO message;
CREATE UNIQUE INDEX message_place ON message (folder, uidvalidity, uid) WHERE uid > 0;
CREATE INDEX message_hash ON message (sha256);
CREATE INDEX message_header_id ON message (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX message_outcome ON message (outcome);
CREATE INDEX message_unmarked ON message (folder, uidvalidity, uid) WHERE marked = 0;

-- What was last told about a folder (NULL: it is read and marked), and when
-- it was last searched for mails that bear no mark.
ALTER TABLE folder ADD COLUMN trouble TEXT;
ALTER TABLE folder ADD COLUMN searched INTEGER;

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
    told            INTEGER NOT NULL CHECK (told IN (0, 1)),        -- it has a row in message, the officers know
    PRIMARY KEY (folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;

-- version 10

-- What a reminder reminds of: one letter may be about several reports. Those
-- that stood here before named only their unit; they are taken to be about
-- what it had to send about that time.
CREATE TABLE reminded (
    letter          INTEGER NOT NULL REFERENCES letter (id),
    obligation      INTEGER NOT NULL REFERENCES obligation (id),
    PRIMARY KEY (letter, obligation)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminded_obligation ON reminded (obligation);
INSERT INTO reminded (letter, obligation)
    SELECT id, obligation FROM letter WHERE letter IN ('reminder', 'overdue') AND obligation IS NOT NULL;
INSERT INTO reminded (letter, obligation)
    SELECT l.id, o.id FROM letter AS l JOIN obligation AS o ON o.unit = substr(l.reason, length('remind:2023-06-02:') + 1)
     WHERE l.letter = 'reminders' AND l.reason GLOB 'remind:*' AND o.tracked = 1
       AND o.due BETWEEN l.created - 30 * 86400 AND l.created + 30 * 86400;

-- version 11

-- How an obligation was before the journal's entry "until" changed it, so that
-- what was known at an earlier instant can be said again. What an undone order
-- had made ends here, too. Of a docket that is older than this version the
-- past begins now.
ALTER TABLE obligation ADD COLUMN made INTEGER NOT NULL DEFAULT 0;     -- entry with which it began
INSERT INTO setting (key, value) SELECT 'past', coalesce(max(number), 0) FROM journal;
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
-- The triggers that fill it are written in version 15.

-- version 12

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
    evidence        TEXT,
    listed          INTEGER NOT NULL CHECK (listed IN (0, 1)),
    stage           TEXT NOT NULL CHECK (stage IN ('selected', 'building', 'incomplete', 'complete', 'appraisal', 'recognised',
                        'refused', 'deferred', 'commended', 'dropped')),
    have            TEXT NOT NULL,                  -- codes of the parts that stand
    seen            TEXT NOT NULL,                  -- mark of the documents that stand
    until           INTEGER,                        -- when an officer is asked to look
    assessor        TEXT,
    decider         TEXT,
    decision        TEXT,
    decided         TEXT,
    decided_seen    TEXT,
    reason          TEXT,
    faults          TEXT NOT NULL,                  -- [[part, sha256, why], ...]
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
    rendition       INTEGER NOT NULL,
    doc_number      TEXT,
    doc_date        TEXT,
    met             INTEGER NOT NULL,
    total           INTEGER NOT NULL,
    several         INTEGER NOT NULL CHECK (several IN (0, 1)),
    CHECK (met <= total)
) STRICT;
CREATE UNIQUE INDEX piece_place ON piece (message, attachment, obligation, coalesce(dossier, 0), coalesce(part, ''));
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
    seen            TEXT NOT NULL,
    about           TEXT,
    note            TEXT,
    PRIMARY KEY (dossier, number)
) STRICT, WITHOUT ROWID;

-- version 13

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
    state           TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'merged', 'failed', 'unknown')),
    sent            INTEGER,
    reply           TEXT,
    UNIQUE (reason, channel),
    CHECK ((state = 'queued') = (next_try IS NOT NULL)),
    CHECK ((state = 'sent') = (sent IS NOT NULL))
) STRICT;
CREATE INDEX chat_waiting ON chat (channel, next_try) WHERE next_try IS NOT NULL;
CREATE INDEX chat_sent ON chat (channel, sent) WHERE sent IS NOT NULL;

-- version 14

-- What is asked every minute, by every mail and by every order is found without
-- looking through ten years of rows (tests/unit/store_growth.c).
CREATE INDEX message_entered ON message (entered);
CREATE INDEX message_ended ON message (outcome, reason);
DROP INDEX message_outcome;
CREATE INDEX letter_unsent ON letter (state) WHERE state <> 'sent';
CREATE INDEX command_at ON command (at);
-- Which rounds there are, and how the units of each stand.
CREATE INDEX obligation_round ON obligation (report, period, state, tracked);
CREATE INDEX obligation_moved ON obligation (report, period) WHERE due <> due_original;

-- version 15

-- Which states there are, the program's tables alone say (core/calendar/workflow,
-- core/dossier/stage): a new one is a row there. docketctl verify holds them
-- against what is stored.
DROP TRIGGER IF EXISTS obligation_changes;      -- of a docket made by versions 11 to 14
DROP TRIGGER IF EXISTS obligation_ends;
DROP INDEX obligation_due;
DROP INDEX obligation_round;
ALTER TABLE obligation RENAME COLUMN state TO checked;
ALTER TABLE obligation ADD COLUMN state TEXT NOT NULL DEFAULT 'open';
UPDATE obligation SET state = checked;
ALTER TABLE obligation DROP COLUMN checked;
CREATE INDEX obligation_due ON obligation (due, state, tracked);
CREATE INDEX obligation_round ON obligation (report, period, state, tracked);
CREATE TRIGGER obligation_changes AFTER UPDATE ON obligation
    WHEN OLD.due IS NOT NEW.due OR OLD.due_original IS NOT NEW.due_original OR OLD.cure IS NOT NEW.cure
      OR OLD.state <> NEW.state OR OLD.first_received IS NOT NEW.first_received
      OR OLD.completed IS NOT NEW.completed OR OLD.accepted IS NOT NEW.accepted OR OLD.tracked <> NEW.tracked
    BEGIN INSERT OR IGNORE INTO obligation_was
        SELECT OLD.id, coalesce(max(number), 0) + 1, OLD.made, OLD.unit, OLD.report, OLD.period, OLD.due,
               OLD.due_original, OLD.cure, OLD.state, OLD.first_received, OLD.completed, OLD.accepted, OLD.tracked
          FROM journal; END;
CREATE TRIGGER obligation_ends AFTER DELETE ON obligation
    BEGIN INSERT OR IGNORE INTO obligation_was
        SELECT OLD.id, coalesce(max(number), 0) + 1, OLD.made, OLD.unit, OLD.report, OLD.period, OLD.due,
               OLD.due_original, OLD.cure, OLD.state, OLD.first_received, OLD.completed, OLD.accepted, OLD.tracked
          FROM journal; END;
ALTER TABLE dossier RENAME COLUMN stage TO checked;
ALTER TABLE dossier ADD COLUMN stage TEXT NOT NULL DEFAULT 'selected';
UPDATE dossier SET stage = checked;
ALTER TABLE dossier DROP COLUMN checked;

-- version 16

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

-- version 17

-- What was sent to the office above: packages of one report and period count 1, 2, ...
CREATE TABLE package (
    report          TEXT NOT NULL,
    period          TEXT NOT NULL,
    sequence        INTEGER NOT NULL CHECK (sequence > 0),
    hash            TEXT NOT NULL CHECK (length(hash) = 64),
    made            INTEGER NOT NULL,
    PRIMARY KEY (report, period, sequence)
) STRICT, WITHOUT ROWID;

-- What the office of a unit reported of its own units: the package that a
-- version came with, as it came (include/model/package.h). Those of the version
-- that counts are shown; another version takes the place of all of them at once.
CREATE TABLE snapshot (
    submission      INTEGER NOT NULL PRIMARY KEY REFERENCES submission (id),
    sequence        INTEGER NOT NULL CHECK (sequence > 0),
    hash            TEXT NOT NULL CHECK (length(hash) = 64),
    content         TEXT NOT NULL
) STRICT;

-- version 18

-- What was sent upward is outdated once an obligation of its round is another
-- than with the journal's entry "entry"; "changed" is the first entry since that
-- touched one, which is only looked at then. entry -1: one that it tells of is gone.
ALTER TABLE package ADD COLUMN entry INTEGER NOT NULL DEFAULT 0;
ALTER TABLE package ADD COLUMN changed INTEGER;
CREATE INDEX package_changed ON package (changed) WHERE changed IS NOT NULL;
UPDATE package SET entry = (SELECT coalesce(max(number), 0) FROM journal WHERE at <= package.made);
UPDATE package SET changed = (SELECT min(until) FROM obligation_was AS w
                               WHERE w.report = package.report AND w.period = package.period AND w.until > package.entry);
CREATE TRIGGER package_round_changes AFTER UPDATE ON obligation
    WHEN OLD.state <> NEW.state OR OLD.accepted IS NOT NEW.accepted OR OLD.tracked <> NEW.tracked
    BEGIN UPDATE package SET changed = (SELECT coalesce(max(number), 0) + 1 FROM journal)
           WHERE report = NEW.report AND period = NEW.period AND changed IS NULL; END;
CREATE TRIGGER package_round_grows AFTER INSERT ON obligation
    BEGIN UPDATE package SET changed = (SELECT coalesce(max(number), 0) + 1 FROM journal)
           WHERE report = NEW.report AND period = NEW.period AND changed IS NULL; END;
CREATE TRIGGER package_round_shrinks AFTER DELETE ON obligation
    BEGIN UPDATE package SET changed = coalesce(changed, (SELECT coalesce(max(number), 0) + 1 FROM journal)), entry = -1
           WHERE report = OLD.report AND period = OLD.period AND entry >= OLD.made; END;

-- version 19

-- Of how many of its units an office below reported: those that are asked, and
-- those of them that are there; so that nobody reads all of it for two numbers.
ALTER TABLE snapshot ADD COLUMN expected INTEGER NOT NULL DEFAULT 0 CHECK (expected >= 0);
ALTER TABLE snapshot ADD COLUMN known INTEGER NOT NULL DEFAULT 0 CHECK (known BETWEEN 0 AND expected);
UPDATE snapshot SET expected = (SELECT count(*) FROM json_each(content, '$.units') WHERE json_extract(value, '$.is') <> 'waived');
UPDATE snapshot SET known = (SELECT count(*) FROM json_each(content, '$.units') WHERE json_extract(value, '$.is') = 'value');
CREATE INDEX snapshot_covers ON snapshot (submission, sequence, known, expected);      -- without the content

-- version 20

-- Which words there are, the program's tables alone say here, too: a CHECK with
-- a list has SQLite build a table of the list anew for every row written, and of
-- these every mail writes several.
ALTER TABLE evidence RENAME COLUMN strength TO checked;
ALTER TABLE evidence ADD COLUMN strength TEXT NOT NULL DEFAULT 'weak';
UPDATE evidence SET strength = checked;
ALTER TABLE evidence DROP COLUMN checked;
ALTER TABLE attachment RENAME COLUMN status TO checked;
ALTER TABLE attachment ADD COLUMN status TEXT NOT NULL DEFAULT 'stored';
UPDATE attachment SET status = checked;
ALTER TABLE attachment DROP COLUMN checked;
ALTER TABLE submission RENAME COLUMN standing TO checked;
ALTER TABLE submission ADD COLUMN standing TEXT NOT NULL DEFAULT 'vouched';
UPDATE submission SET standing = checked;
ALTER TABLE submission DROP COLUMN checked;

-- version 21

-- What may be long stands last: it lies on pages of its own, and who asks for a
-- column behind it has SQLite walk through all of them.
DROP VIEW value;
ALTER TABLE submission ADD COLUMN given TEXT NOT NULL DEFAULT '[]';
UPDATE submission SET given = form_values;
ALTER TABLE submission DROP COLUMN form_values;
ALTER TABLE submission RENAME COLUMN given TO form_values;
CREATE VIEW value AS
    SELECT s.id AS submission, json_extract(v.value, '$[0]') AS field, json_extract(v.value, '$[1]') AS row,
           json_extract(v.value, '$[2]') AS type, json_extract(v.value, '$[3]') AS value,
           json_extract(v.value, '$[4]') AS place
      FROM submission AS s, json_each(s.form_values) AS v;
ALTER TABLE message ADD COLUMN words TEXT;
UPDATE message SET words = text;
ALTER TABLE message DROP COLUMN text;
ALTER TABLE message RENAME COLUMN words TO text;

-- version 22

-- The last two lists of words that every mail had SQLite build a table of: a
-- letter's states, three times, and a mail's outcomes.
CREATE TABLE letter_22 (
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
    tried           INTEGER,                        -- when the last attempt began
    state           TEXT NOT NULL,
    attempts        INTEGER NOT NULL,
    doubts          INTEGER NOT NULL,               -- attempts whose answer was lost: one is repeated, a second is not (G3)
    reply_code      INTEGER NOT NULL,
    reply           TEXT,
    sent            INTEGER,
    UNIQUE (reason, recipient),
    CHECK ((state IN ('queued', 'unknown')) = (next_try IS NOT NULL)),
    CHECK ((state = 'sent') = (sent IS NOT NULL))
) STRICT;
INSERT INTO letter_22 SELECT id, reason, recipient, letter, priority, message, obligation, message_id, subject, envelope_from,
    size, created, next_try, tried, state, attempts, doubts, reply_code, reply, sent FROM letter;
DROP TABLE letter;
ALTER TABLE letter_22 RENAME TO letter;
CREATE INDEX letter_waiting ON letter (priority, id, next_try) WHERE next_try IS NOT NULL;
CREATE INDEX letter_to ON letter (recipient, priority, created);
CREATE INDEX letter_sent ON letter (sent) WHERE sent IS NOT NULL;
CREATE INDEX letter_unsent ON letter (state) WHERE state <> 'sent';
CREATE TABLE message_22 (
    id              INTEGER NOT NULL PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE,
    folder          TEXT NOT NULL,
    uidvalidity     INTEGER NOT NULL,
    uid             INTEGER NOT NULL,               -- 0: came by hand, or its place was given to another mail
    received        INTEGER NOT NULL,
    entered         INTEGER NOT NULL,
    sha256          TEXT CHECK (length(sha256) = 64),
    size            INTEGER NOT NULL CHECK (size >= 0),
    message_id      TEXT,
    sender          TEXT,
    sender_name     TEXT,
    subject         TEXT,
    date            TEXT,
    outcome         TEXT NOT NULL,
    reason          TEXT NOT NULL CHECK (reason <> ''),
    unclear         TEXT,
    flagged         INTEGER NOT NULL CHECK (flagged IN (0, 1)),
    duplicate_of    INTEGER REFERENCES message (id) CHECK (duplicate_of <> id),
    marked          INTEGER NOT NULL CHECK (marked IN (0, 1)),
    about           TEXT,                           -- what the reason names
    text            TEXT,
    CHECK (sha256 IS NOT NULL OR outcome IN ('too-large', 'not-obtainable'))
) STRICT;
INSERT INTO message_22 SELECT id, code, folder, uidvalidity, uid, received, entered, sha256, size, message_id, sender,
    sender_name, subject, date, outcome, reason, unclear, flagged, duplicate_of, marked, about, text FROM message;
DROP TABLE message;
ALTER TABLE message_22 RENAME TO message;
CREATE UNIQUE INDEX message_place ON message (folder, uidvalidity, uid) WHERE uid > 0;
CREATE INDEX message_hash ON message (sha256);
CREATE INDEX message_header_id ON message (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX message_unmarked ON message (folder, uidvalidity, uid) WHERE marked = 0;
CREATE INDEX message_entered ON message (entered);
CREATE INDEX message_ended ON message (outcome, reason);
