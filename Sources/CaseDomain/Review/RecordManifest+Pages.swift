/// How the content of an exhibit is counted in pages.
///
/// Text (valid UTF-8 without NUL) has 60 lines a page. Of any other content a "page" is a range of 64 KiB: the
/// program does not know its pages. Everything has at least one page, so that it has a page id.
public enum RecordPages {
  public static let linesPerPage: UInt64 = 60
  public static let bytesPerPage: UInt64 = 65_536

  /// - Parameter lines: `nil` for content that is not text.
  public static func count(bytes: UInt64, lines: UInt64?) -> UInt64 {
    let (items, perPage) = lines.map { ($0, linesPerPage) } ?? (bytes, bytesPerPage)
    return max(1, items / perPage + (items % perPage == 0 ? 0 : 1))
  }

  /// Counts the lines of content that comes in pieces, and sees whether it is text at all.
  public struct Counter: Sendable {
    private var lineFeeds: UInt64 = 0
    private var endsInLineFeed = true
    private var isText = true
    /// Continuation bytes that are still to come, and the range of the next one.
    private var pending = 0
    private var next: ClosedRange<UInt8> = 0x80...0xBF

    public init() {}

    public mutating func take(_ bytes: UnsafeRawBufferPointer) {
      guard isText else { return }
      for byte in bytes {
        guard accept(byte) else {
          isText = false
          return
        }
        if byte == 0x0A { lineFeeds += 1 }
      }
      if let last = bytes.last { endsInLineFeed = last == 0x0A }
    }

    /// `nil` when it is not text. A last line without its line feed counts.
    public var lines: UInt64? {
      guard isText, pending == 0 else { return nil }
      return lineFeeds + (endsInLineFeed ? 0 : 1)
    }

    /// One step through well-formed UTF-8 (The Unicode Standard, table 3-7).
    private mutating func accept(_ byte: UInt8) -> Bool {
      if pending > 0 {
        guard next.contains(byte) else { return false }
        (pending, next) = (pending - 1, 0x80...0xBF)
        return true
      }
      switch byte {
      case 0x01...0x7F: return true
      case 0xC2...0xDF: pending = 1
      case 0xE0: (pending, next) = (2, 0xA0...0xBF)
      case 0xED: (pending, next) = (2, 0x80...0x9F)
      case 0xE1...0xEF: pending = 2
      case 0xF0: (pending, next) = (3, 0x90...0xBF)
      case 0xF4: (pending, next) = (3, 0x80...0x8F)
      case 0xF1...0xF3: pending = 3
      default: return false
      }
      return true
    }
  }
}

extension RecordManifest {
  /// `26-0001-HQ-000001`: the case, then a number that runs through the whole record.
  public func pageID(_ number: UInt64) -> String {
    let digits = String(number)
    return "\(reference)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
  }

  /// Every page of every exhibit: `page,exhibit,reference,page_of_exhibit,unit,first,last,withheld,file`. First
  /// and last count from 1, of lines or of bytes; 0 where there are none.
  public var index: String {
    var text = "page,exhibit,reference,page_of_exhibit,unit,first,last,withheld,file\n"
    for exhibit in exhibits {
      let (total, size, unit) =
        exhibit.lines.map { ($0, RecordPages.linesPerPage, "lines") }
        ?? (exhibit.bytes, RecordPages.bytesPerPage, "bytes")
      for page in 0..<exhibit.pages {
        let first = page * size
        let last = min(total, first + size)
        text +=
          [
            pageID(exhibit.firstPage + page), exhibit.number, exhibit.reference, String(page + 1), unit,
            String(last > first ? first + 1 : 0), String(last), exhibit.withheld ? "yes" : "no", exhibit.file,
          ].map(RecordText.field).joined(separator: ",") + "\n"
      }
    }
    return text
  }
}
