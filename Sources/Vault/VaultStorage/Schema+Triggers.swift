extension Schema {
    /// Deletes what the projection no longer names.
    ///
    /// An envelope goes with the last row that names it: its holder has lost access. The digest of
    /// another's envelope in a statement must not be enough to remove that one. Cards and recipients
    /// go in the same way.
    static let triggers =
        envelopeColumns.map { cleaning("envelope", after: $0, namedIn: envelopeColumns) }.joined()
        + cardColumns.map { cleaning("card", after: $0, namedIn: cardColumns) }.joined()
        + recipientColumns.map { cleaning("recipient", after: $0, namedIn: recipientColumns) }
        .joined()

    /// A column of the projection that names something by its digest.
    private typealias Column = (table: String, name: String)

    private static let envelopeColumns: [Column] = [
        ("p_document_key", "envelope"), ("p_group_key", "envelope"), ("p_member", "custody"),
        ("p_office", "previous"), ("p_invitation", "custody"), ("p_invitation", "group_key"),
        ("p_recovery_plan", "escrow"),
    ]

    private static let cardColumns: [Column] = [("p_member", "card"), ("p_office", "card")]

    private static let recipientColumns: [Column] = [
        ("p_member_key", "recipient"), ("p_office", "recipient"), ("p_invitation", "recipient"),
    ]

    /// The triggers that clean a table of truth when a column gives up a digest.
    private static func cleaning(
        _ table: String,
        after column: Column,
        namedIn columns: [Column]
    ) -> String {
        let unnamed =
            columns
            .map { "NOT EXISTS (SELECT 1 FROM \($0.table) WHERE \($0.name) = OLD.\(column.name))" }
            .joined(separator: "\n        AND ")
        let action = """
            BEGIN
                DELETE FROM \(table) WHERE digest = OLD.\(column.name)
                    AND \(unnamed);
            END;

            """
        let name = "\(column.table)_\(column.name)"
        return """
            CREATE TRIGGER \(name)_deleted AFTER DELETE ON \(column.table)
            WHEN OLD.\(column.name) IS NOT NULL
            \(action)
            CREATE TRIGGER \(name)_replaced AFTER UPDATE OF \(column.name) ON \(column.table)
            WHEN OLD.\(column.name) IS NOT NULL AND OLD.\(column.name) IS NOT NEW.\(column.name)
            \(action)
            """
    }
}
