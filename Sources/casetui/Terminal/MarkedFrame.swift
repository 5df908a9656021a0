/// A frame whose first and last row are the marking. The screen shows no other, so no view can forget it.
struct MarkedFrame: Equatable, Sendable {
  let frame: Frame

  /// `draw` gets the rows between the banners. It may draw outside them; the banners come last.
  init(marking: Printable, size: Size, glyphs: Glyphs, draw: (inout Frame, Rect) -> Void) {
    var frame = Frame(size: size, glyphs: glyphs)
    draw(&frame, frame.bounds.inset(y: 1))
    let (first, _) = frame.bounds.splitTop(1)
    let last = Rect(x: 0, y: frame.size.height - 1, width: frame.size.width, height: first.height)
    for row in [first, last] { Self.drawBanner(marking, in: row, of: &frame) }
    if let cursor = frame.cursor, !frame.bounds.contains(cursor) { frame.cursor = nil }
    self.frame = frame
  }

  /// The marking three times, so that no crop of the screen is without it; once where there is no room.
  private static func drawBanner(_ marking: Printable, in row: Rect, of frame: inout Frame) {
    frame.fill(row, with: frame.glyphs.horizontal, role: .banner)
    let text = " " + marking + " "
    let width = marking.cells
    guard row.width >= width + 8 else {
      frame.fill(row, role: .banner)
      frame.put(marking, at: row.origin, role: .banner)
      return
    }
    let left = 2
    let middle = (row.width - width) / 2 - 1
    let right = row.width - width - 4
    if row.width >= 3 * (width + 4) {
      for x in [left, middle, right] { frame.put(text, at: Point(x: x, y: row.y), role: .banner) }
    } else {
      frame.put(text, at: Point(x: middle, y: row.y), role: .banner)
    }
  }
}
