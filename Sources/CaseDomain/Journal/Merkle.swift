/// Merkle trees as in RFC 6962 §2.1, over SHA-256: leaves are hashed by the caller (with their own
/// prefix), inner nodes as SHA-256(0x03 ‖ left ‖ right).
///
/// The prefix is 0x03 and not RFC 6962's 0x01, which here marks payloads: every kind of hash in the
/// journal has a prefix of its own (docs/journal.md §1).
public enum Merkle {
  public static func root(_ leaves: [Digest256]) -> Digest256 {
    guard leaves.count > 1 else { return leaves.first ?? Digest256.sha256(prefix: 0x03) }
    var level = leaves
    while level.count > 1 {
      level = stride(from: 0, to: level.count, by: 2).map { index in
        index + 1 < level.count ? node(level[index], level[index + 1]) : level[index]
      }
    }
    return level[0]
  }

  /// The siblings from the leaf at `index` up to the root.
  public static func path(to index: Int, in leaves: [Digest256]) -> [Digest256] {
    var path: [Digest256] = []
    var level = leaves
    var position = index
    while level.count > 1 {
      let sibling = position ^ 1
      if sibling < level.count { path.append(level[sibling]) }
      level = stride(from: 0, to: level.count, by: 2).map { index in
        index + 1 < level.count ? node(level[index], level[index + 1]) : level[index]
      }
      position /= 2
    }
    return path
  }

  /// The root that `leaf` at `index` of `count` leaves leads to over `path`; `nil` when the path does
  /// not have the length that such a leaf needs.
  public static func root(from leaf: Digest256, at index: Int, of count: Int, path: [Digest256]) -> Digest256?
  {
    guard index >= 0, index < count else { return nil }
    var (hash, position, width, used) = (leaf, index, count, 0)
    while width > 1 {
      let sibling = position ^ 1
      if sibling < width {
        guard used < path.count else { return nil }
        hash = position.isMultiple(of: 2) ? node(hash, path[used]) : node(path[used], hash)
        used += 1
      }
      position /= 2
      width = (width + 1) / 2
    }
    return used == path.count ? hash : nil
  }

  static func node(_ left: Digest256, _ right: Digest256) -> Digest256 {
    left.withUnsafeBytes { left in
      right.withUnsafeBytes { right in Digest256.sha256(prefix: 0x03, left, right) }
    }
  }
}
