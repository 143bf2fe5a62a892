extension Schema {
    /// What all statements together have led to: a column for each field of the states of a replay.
    static let projection = members + keys + documents + history + erasures

    /// Indexes of the projection that version 4 has added.
    static let laterIndexes = """
        CREATE INDEX p_document_deposited ON p_document (deposited);
        CREATE INDEX p_document_content ON p_document (content);
        CREATE INDEX p_member_due ON p_member (due) WHERE due IS NOT NULL;
        CREATE INDEX p_member_custody_generation ON p_member (office, custody_generation)
            WHERE verifier IS NULL;
        CREATE INDEX p_event_send ON p_event (idx) WHERE kind = 'send';

        """

    /// The index of the projection that version 5 has added.
    static let deletionIndex = """
        CREATE INDEX p_event_deletion ON p_event (idx) WHERE kind = 'deletion-request';

        """

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
            custody_generation INTEGER,
            enrolled INTEGER NOT NULL,
            keyed INTEGER NOT NULL,
            last_number INTEGER NOT NULL,
            due INTEGER,
            retired INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX p_member_role ON p_member (role);
        CREATE INDEX p_member_office ON p_member (office);
        CREATE INDEX p_member_recipient ON p_member (recipient);
        CREATE INDEX p_member_custody ON p_member (custody);
        CREATE INDEX p_member_card ON p_member (card);
        CREATE TABLE p_office (
            id TEXT NOT NULL,
            generation INTEGER NOT NULL,
            kind TEXT NOT NULL,
            recipient BLOB NOT NULL,
            previous BLOB,
            card BLOB,
            defined INTEGER NOT NULL,
            due INTEGER,
            PRIMARY KEY (id, generation)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX p_office_recipient ON p_office (recipient);
        CREATE INDEX p_office_previous ON p_office (previous);
        CREATE INDEX p_office_card ON p_office (card);
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

    private static let keys = """
        CREATE TABLE p_member_key (
            member TEXT NOT NULL,
            idx INTEGER NOT NULL,
            recipient BLOB NOT NULL,
            verifier TEXT,
            witness TEXT,
            verifier_key BLOB,
            witness_key BLOB,
            PRIMARY KEY (member, idx)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX p_member_key_recipient ON p_member_key (recipient);
        CREATE INDEX p_member_key_verifier_key ON p_member_key (verifier_key);
        CREATE INDEX p_member_key_witness_key ON p_member_key (witness_key);
        CREATE TABLE p_log_key (
            idx INTEGER PRIMARY KEY,
            key TEXT NOT NULL
        ) STRICT;
        CREATE TABLE p_invitation (
            idx INTEGER PRIMARY KEY,
            author TEXT NOT NULL,
            member TEXT NOT NULL,
            until INTEGER NOT NULL,
            recipient BLOB NOT NULL,
            verifier TEXT NOT NULL,
            custody BLOB NOT NULL,
            office TEXT NOT NULL,
            generation INTEGER NOT NULL,
            group_key BLOB NOT NULL
        ) STRICT;
        CREATE INDEX p_invitation_author ON p_invitation (author);
        CREATE INDEX p_invitation_member ON p_invitation (member);
        CREATE INDEX p_invitation_until ON p_invitation (until);
        CREATE INDEX p_invitation_recipient ON p_invitation (recipient);
        CREATE TABLE p_recovery_plan (
            member TEXT PRIMARY KEY NOT NULL,
            idx INTEGER NOT NULL,
            recipient BLOB NOT NULL,
            verifier TEXT NOT NULL,
            days INTEGER NOT NULL,
            escrow BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX p_recovery_plan_escrow ON p_recovery_plan (escrow);
        CREATE TABLE p_recovery (
            member TEXT PRIMARY KEY NOT NULL,
            idx INTEGER NOT NULL,
            recipient BLOB NOT NULL,
            verifier TEXT NOT NULL,
            ready INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        """

    private static let erasures = """
        CREATE TABLE p_erasure (
            idx INTEGER PRIMARY KEY,
            owner TEXT NOT NULL,
            document TEXT,
            ground TEXT NOT NULL,
            warrant INTEGER
        ) STRICT;
        CREATE TABLE p_hole (
            idx INTEGER PRIMARY KEY,
            time INTEGER NOT NULL,
            author TEXT,
            number INTEGER NOT NULL,
            warrant INTEGER NOT NULL
        ) STRICT;

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
            depositor TEXT NOT NULL,
            deposited_at INTEGER NOT NULL,
            sealed INTEGER NOT NULL,
            due TEXT,
            last_event INTEGER NOT NULL,
            last_author TEXT NOT NULL,
            last_by_another INTEGER,
            withdrawn INTEGER
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
        CREATE INDEX p_grant_document ON p_grant (document, end);
        CREATE INDEX p_grant_owner ON p_grant (owner);
        CREATE INDEX p_grant_grantee ON p_grant (grantee);
        CREATE INDEX p_grant_until ON p_grant (until) WHERE end IS NULL;
        CREATE TABLE p_event (
            idx INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            time INTEGER NOT NULL,
            author TEXT NOT NULL,
            number INTEGER NOT NULL,
            owner TEXT,
            document TEXT,
            member TEXT,
            grant_idx INTEGER,
            on_behalf INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX p_event_warrant ON p_event (idx) WHERE kind = 'warrant';
        CREATE INDEX p_event_author ON p_event (author);
        CREATE INDEX p_event_owner ON p_event (owner) WHERE owner IS NOT NULL;
        CREATE INDEX p_event_document ON p_event (document) WHERE document IS NOT NULL;
        CREATE INDEX p_event_member ON p_event (member) WHERE member IS NOT NULL;
        CREATE INDEX p_event_grant ON p_event (grant_idx) WHERE grant_idx IS NOT NULL;

        """
}
