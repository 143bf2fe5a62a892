extension Schema {
    /// What all statements together have led to: a column for each field of the states of a replay.
    static let projection = members + documents + history

    private static let members = """
        CREATE TABLE p_ledger (
            id INTEGER PRIMARY KEY,
            origin TEXT NOT NULL,
            suite TEXT NOT NULL,
            log_key TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            members TEXT,
            time INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE p_member (
            id TEXT PRIMARY KEY NOT NULL,
            role TEXT NOT NULL,
            office TEXT,
            card BLOB NOT NULL,
            recipient BLOB NOT NULL,
            verifier TEXT,
            witness TEXT,
            custody BLOB,
            enrolled INTEGER NOT NULL,
            last_number INTEGER NOT NULL,
            verifier_key BLOB,
            witness_key BLOB
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX p_member_role ON p_member (role);
        CREATE INDEX p_member_office ON p_member (office);
        CREATE INDEX p_member_recipient ON p_member (recipient);
        CREATE INDEX p_member_custody ON p_member (custody);
        CREATE INDEX p_member_verifier_key ON p_member (verifier_key);
        CREATE INDEX p_member_witness_key ON p_member (witness_key);
        CREATE TABLE p_office (
            id TEXT PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL,
            generation INTEGER NOT NULL,
            recipient BLOB NOT NULL,
            defined INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE p_group_key (
            office TEXT NOT NULL,
            generation INTEGER NOT NULL,
            holder TEXT NOT NULL,
            envelope BLOB NOT NULL,
            idx INTEGER NOT NULL,
            PRIMARY KEY (office, generation, holder)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX p_group_key_holder ON p_group_key (holder);
        CREATE INDEX p_group_key_envelope ON p_group_key (envelope);

        """

    private static let documents = """
        CREATE TABLE p_document (
            id TEXT PRIMARY KEY NOT NULL,
            owner TEXT NOT NULL,
            generation INTEGER NOT NULL,
            ciphertext BLOB NOT NULL,
            length INTEGER NOT NULL,
            content BLOB NOT NULL,
            deposited INTEGER NOT NULL,
            sealed INTEGER NOT NULL,
            due TEXT,
            last_event INTEGER NOT NULL,
            last_author TEXT NOT NULL,
            last_by_another INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX p_document_owner ON p_document (owner);
        CREATE INDEX p_document_ciphertext ON p_document (ciphertext);
        CREATE INDEX p_document_due ON p_document (due) WHERE due IS NOT NULL;
        CREATE TABLE p_document_key (
            document TEXT NOT NULL,
            holder TEXT NOT NULL,
            recipient BLOB NOT NULL,
            envelope BLOB NOT NULL,
            generation INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            PRIMARY KEY (document, holder)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX p_document_key_holder ON p_document_key (holder);
        CREATE INDEX p_document_key_envelope ON p_document_key (envelope);

        """

    private static let history = """
        CREATE TABLE p_grant (
            idx INTEGER PRIMARY KEY,
            document TEXT NOT NULL,
            owner TEXT NOT NULL,
            grantee TEXT NOT NULL,
            purpose TEXT NOT NULL,
            until INTEGER NOT NULL,
            end TEXT,
            end_idx INTEGER
        ) STRICT;
        CREATE INDEX p_grant_document ON p_grant (document);
        CREATE INDEX p_grant_owner ON p_grant (owner);
        CREATE INDEX p_grant_grantee ON p_grant (grantee);
        CREATE INDEX p_grant_until ON p_grant (until) WHERE end IS NULL;
        CREATE TABLE p_event (
            idx INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            time INTEGER NOT NULL,
            author TEXT NOT NULL,
            owner TEXT,
            document TEXT,
            member TEXT,
            grant_idx INTEGER,
            on_behalf INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX p_event_author ON p_event (author);
        CREATE INDEX p_event_owner ON p_event (owner) WHERE owner IS NOT NULL;
        CREATE INDEX p_event_document ON p_event (document) WHERE document IS NOT NULL;
        CREATE INDEX p_event_member ON p_event (member) WHERE member IS NOT NULL;
        CREATE INDEX p_event_grant ON p_event (grant_idx) WHERE grant_idx IS NOT NULL;

        """
}
