/// Tells whether one slip of the hand leads from one word to another.
enum OneSlip {
  /// True when the words are equal, or one letter is left out, put in, changed, or changes places with the
  /// next.
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
    if aEnd &- start == 1 { return bEnd &- start == 1 }
    guard aEnd &- start == 2, bEnd &- start == 2 else { return false }
    return a[start] == b[start &+ 1] && a[start &+ 1] == b[start]
  }
}
