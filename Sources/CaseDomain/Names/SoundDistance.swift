/// The least cost of turning one run of sounds into another; two neighbours may change places.
enum SoundDistance {
  /// Longer runs are compared by their first `longest` sounds.
  static let longest = 48
  static let swap: Int32 = 12

  /// - Returns: the cost, or any value above `limit` as soon as it is certain to exceed it.
  static func cost(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, drop: UnsafePointer<Int32>,
    exchange: UnsafePointer<Int32>, limit: Int32
  ) -> Int32 {
    let rows = min(a.count, longest)
    let columns = min(b.count, longest)
    let width = columns &+ 1
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: width &* 3) { cells in
      guard let base = cells.baseAddress else { return limit &+ 1 }
      var before = base
      var above = base + width
      var row = base + (width &* 2)
      above[0] = 0
      var column = 0
      while column < columns {
        above[column &+ 1] = above[column] &+ drop[Int(b[column])]
        column &+= 1
      }
      var place = 0
      while place < rows {
        let sound = Int(a[place])
        let costs = exchange + (sound &* NameSound.count)
        let dropped = drop[sound]
        row[0] = above[0] &+ dropped
        var least = row[0]
        var left = row[0]
        column = 0
        while column < columns {
          let other = Int(b[column])
          var best = above[column] &+ costs[other]
          let removed = above[column &+ 1] &+ dropped
          if removed < best { best = removed }
          let added = left &+ drop[other]
          if added < best { best = added }
          if place > 0, column > 0, Int(a[place &- 1]) == other, Int(b[column &- 1]) == sound {
            let swapped = before[column &- 1] &+ swap
            if swapped < best { best = swapped }
          }
          row[column &+ 1] = best
          left = best
          if best < least { least = best }
          column &+= 1
        }
        if least > limit { return limit &+ 1 }
        let spare = before
        before = above
        above = row
        row = spare
        place &+= 1
      }
      return above[columns]
    }
  }
}
