/// Words to draw over a page, as lines and as dots.
package struct Stamp: Hashable, Sendable {
    /// A PDF file with one page, which holds the words and nothing else.
    package let page: [UInt8]

    /// How many dots the picture of the words is wide.
    package let width: Int

    /// How many dots it is high.
    package let height: Int

    /// For every dot how light it is and how much it covers, row by row from the top.
    package let dots: [UInt8]

    /// Creates a stamp, or `nil` if the number of dots is not that of the picture.
    package init?(page: [UInt8], width: Int, height: Int, dots: [UInt8]) {
        guard (1...8192).contains(width), (1...1024).contains(height),
            dots.count == 2 * width * height
        else { return nil }
        self.page = page
        self.width = width
        self.height = height
        self.dots = dots
    }

    /// Where the words stand on a page: three times along its rising diagonal, so that no part of the
    /// page is without.
    ///
    /// - Parameters:
    ///   - width: How wide the page is.
    ///   - height: How high.
    ///   - size: How wide and how high the words are.
    /// - Returns: What takes the words, with their lower left corner at the origin, to the page, with
    ///   its lower left corner there.
    static func places(
        onWidth width: Double,
        height: Double,
        of size: (width: Double, height: Double)
    ) -> [Affine] {
        let diagonal = (width * width + height * height).squareRoot()
        let (cosine, sine) = (width / diagonal, height / diagonal)
        // So far from the middle towards a corner, lines along the diagonal are shorter by that share.
        let share = 0.38
        let room = 0.86 * (1 - share) * diagonal
        let scale = min(room / size.width, 0.11 * min(width, height) / size.height)
        let turn = Affine(a: scale * cosine, b: scale * sine, c: -scale * sine, d: scale * cosine)
        let middle = turn.applied(size.width / 2, size.height / 2)
        return [-share, 0, share].map { share in
            turn.moved(width / 2 * (1 - share) - middle.x, height / 2 * (1 + share) - middle.y)
        }
    }
}

/// A map of the plane as PDF writes it: `x' = ax + cy + e`, `y' = bx + dy + f`.
struct Affine: Hashable {
    var a: Double
    var b: Double
    var c: Double
    var d: Double
    var e = 0.0
    var f = 0.0

    /// Where a point goes.
    func applied(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// This map, and a shift after it.
    func moved(_ x: Double, _ y: Double) -> Affine {
        Affine(a: a, b: b, c: c, d: d, e: e + x, f: f + y)
    }

    /// This map, and another after it.
    func then(_ next: Affine) -> Affine {
        let origin = next.applied(e, f)
        return Affine(
            a: next.a * a + next.c * b,
            b: next.b * a + next.d * b,
            c: next.a * c + next.c * d,
            d: next.b * c + next.d * d,
            e: origin.x,
            f: origin.y
        )
    }

    /// The way back; the map must not fold the plane into a line.
    var inverse: Affine {
        let area = a * d - b * c
        let back = Affine(a: d / area, b: -b / area, c: -c / area, d: a / area)
        let origin = back.applied(e, f)
        return back.moved(-origin.x, -origin.y)
    }
}
