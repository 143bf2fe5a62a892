import VaultSystem

/// What programs write about a photo beside its Exif (ISO 16684-1), in XML.
enum XMPPacket {
    /// What follows `GPS` in the names of properties that say where a photo was taken (Exif 2.32 for
    /// XMP, CIPA DC-010, table 6).
    private static let places: [StaticString] = [
        "Latitude", "Longitude", "DestLatitude", "DestLongitude", "AreaInformation",
    ]

    /// Whether a packet says where a photo was taken.
    ///
    /// The XML is not read: a name of such a property is enough.
    ///
    /// - Parameter packet: A packet in UTF-8, with whatever stands around it.
    /// - Returns: Whether there is such a name.
    static func hasPlace(_ packet: Span<UInt8>) -> Bool {
        let start = Array("GPS".utf8)
        var next = packet.firstOffset(of: start.span)
        while let offset = next {
            let end = offset + start.count
            if places.contains(where: { packet.has($0, at: end) }) { return true }
            next = packet.firstOffset(of: start.span, from: end)
        }
        return false
    }
}
