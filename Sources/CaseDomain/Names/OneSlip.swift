/// Tells whether one slip of the hand leads from one word to another.
enum OneSlip {
  /// True when the words are equal, or one letter is left out, put in, changed, changes places with the
  /// next, or is read as two that look like it.
  static func isAll(between a: UnsafeBufferPointer<UInt8>, and b: UnsafeBufferPointer<UInt8>) -> Bool {
    if a.count > b.count { return isAll(between: b, and: a) }
    guard b.count &- a.count <= 1 else { return false }
    var start = 0
    while start < a.count, a[start] == b[start] { start &+= 1 }
    var aEnd = a.count
    var bEnd = b.count
    while aEnd > start, bEnd > start, a[aEnd &- 1] == b[bEnd &- 1] {
      aEnd &-= 1
      bEnd &-= 1
    }
    if aEnd &- start == 0 { return bEnd &- start <= 1 }
    if aEnd &- start == 1 { return bEnd &- start == 1 || isMisread(a[start], b[start..<bEnd]) }
    guard aEnd &- start == 2, bEnd &- start == 2 else { return false }
    return a[start] == b[start &+ 1] && a[start &+ 1] == b[start]
  }

  /// Whether two letters were taken for one by whoever read a scan: `rn` for m, `cl` for d.
  @inline(__always)
  private static func isMisread(_ letter: UInt8, _ two: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard two.count == 2 else { return false }
    let (first, second) = (two[two.startIndex], two[two.startIndex &+ 1])
    return letter == 0x6D && first == 0x72 && second == 0x6E
      || letter == 0x64 && first == 0x63 && second == 0x6C
  }
}
