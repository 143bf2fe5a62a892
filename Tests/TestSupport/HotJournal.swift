/// The journal of a transaction that was killed, as SQLite leaves it beside a database.
///
/// It has no pages. At its end it names another file, which SQLite removes once it has rolled the
/// transaction back (sqlite.org/atomiccommit.html, section 5).
///
/// - Parameters:
///   - name: The path of the other file.
///   - database: The bytes of the database.
/// - Returns: The bytes of the journal.
package func hotJournal(naming name: String, beside database: [UInt8]) -> [UInt8] {
    func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    let magic: [UInt8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]
    let (pageSize, sectorSize) = (Int(database[16]) << 8 | Int(database[17]), 512)
    var journal = magic + number(0) + number(1) + number(database.count / pageSize)
    journal += number(sectorSize) + number(pageSize)
    journal += Array(repeating: 0, count: sectorSize - journal.count)
    journal += number(0x4000_0000 / pageSize + 1) + Array(name.utf8)
    journal += number(name.utf8.count) + number(name.utf8.reduce(0) { $0 + Int($1) })
    return journal + magic
}
