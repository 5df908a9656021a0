/// Cutting text to cells, always between clusters.
extension Printable {
  /// Calls `body` with each cluster, its width, and its UTF-8 offset, until it returns `false`.
  func forEachCluster(_ body: (_ cluster: Character, _ cells: Int, _ offset: Int) -> Bool) {
    var offset = 0
    if isASCII {
      for byte in text.utf8 {
        guard body(Character(Unicode.Scalar(byte)), 1, offset) else { return }
        offset += 1
      }
      return
    }
    for cluster in text {
      let width = Width.of(cluster)
      if width <= Self.widestCluster {
        guard body(cluster, width, offset) else { return }
        offset += cluster.utf8.count
        continue
      }
      for part in Self.parts(of: cluster) {
        guard body(part, Width.of(part), offset) else { return }
        offset += part.utf8.count
      }
    }
  }

  /// Unicode lets a cluster of Hangul or Indic letters grow without end; a syllable that is written is no wider.
  private static let widestCluster = 4

  /// Each letter with its marks.
  private static func parts(of cluster: Character) -> [Character] {
    var parts: [String.UnicodeScalarView] = []
    for scalar in cluster.unicodeScalars {
      if parts.isEmpty || Width.of(scalar) != 0 { parts.append(.init()) }
      parts[parts.count - 1].append(scalar)
    }
    return parts.flatMap { String($0) }
  }

  /// At most `limit` cells; what is longer, or `goesOn` beyond what is here, ends in `ellipsis`.
  func truncated(to limit: Int, ellipsis: Printable = "…", goesOn: Bool = false) -> Printable {
    if cells <= limit, !goesOn { return self }
    if limit < ellipsis.cells { return head(cells: limit) }
    return head(cells: limit - ellipsis.cells) + ellipsis
  }

  /// What fits in `limit` cells, without a sign that it goes on.
  func head(cells limit: Int) -> Printable {
    if cells <= limit { return self }
    var used = 0
    var end = 0
    forEachCluster { cluster, width, offset in
      guard used + width <= limit else { return false }
      used += width
      end = offset + cluster.utf8.count
      return true
    }
    return slice(0..<end, cells: used)
  }

  /// What of the end fits in `limit` cells.
  func tail(cells limit: Int) -> Printable {
    if cells <= limit { return self }
    var left = cells
    var start = text.utf8.count
    forEachCluster { _, width, offset in
      start = offset
      guard left > limit else { return false }
      left -= width
      start = text.utf8.count
      return true
    }
    return slice(start..<text.utf8.count, cells: left)
  }

  /// Exactly `width` cells: truncated, or filled with spaces.
  func padded(to width: Int, alignment: Alignment = .left, ellipsis: Printable = "…") -> Printable {
    let shown = truncated(to: width, ellipsis: ellipsis)
    let space = Printable(String(repeating: " ", count: max(0, width - shown.cells)))
    return alignment == .left ? shown + space : space + shown
  }

  /// Lines of at most `width` cells, broken at spaces where there are any.
  func wrapped(to width: Int) -> [Printable] {
    guard width > 0 else { return [] }
    var lines: [Printable] = []
    var start = (offset: 0, cells: 0)
    var lastSpace: (offset: Int, cells: Int)?
    var used = 0
    forEachCluster { cluster, clusterWidth, offset in
      if used + clusterWidth - start.cells > width, offset > start.offset {
        if cluster == " " {  // the space that does not fit is the break
          lines.append(slice(start.offset..<offset, cells: used - start.cells))
          start = (offset + 1, used + 1)
          lastSpace = nil
        } else if let space = lastSpace {
          lines.append(slice(start.offset..<space.offset, cells: space.cells - start.cells))
          start = (space.offset + 1, space.cells + 1)
          lastSpace = nil
        } else {
          lines.append(slice(start.offset..<offset, cells: used - start.cells))
          start = (offset, used)
        }
      } else if cluster == " " {
        lastSpace = (offset, used)
      }
      used += clusterWidth
      return true
    }
    lines.append(slice(start.offset..<text.utf8.count, cells: used - start.cells))
    return lines
  }
}

enum Alignment: Sendable { case left, right }
