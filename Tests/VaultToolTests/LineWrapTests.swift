#if DEBUG  // a release build does not let tests look into a program
import Testing

@testable import vaulttool

@Suite("A line on a terminal")
struct LineWrapTests {
    @Test(arguments: [
        ("one two three", 20, "one two three"), ("one two three", 9, "one two\n  three"),
        ("  one two three", 9, "  one two\n  three"),
        ("onetwothree four", 5, "onetwothree\n  four"),
        ("one two\n\nthree four\n", 8, "one two\n\nthree\n  four\n"),
        ("شهادة ميلاد", 6, "شهادة\n  ميلاد"),
        ("a  b", 3, "a \n  b"),
    ])
    func `is broken between words where it does not fit`(text: String, width: Int, wrapped: String)
    {
        #expect(LineWrap.wrapped(text, to: width) == wrapped)
    }
}
#endif
