/// A box over the screen.
enum Overlay {
  /// Draws border and title around a blank inside, and returns the inside.
  @discardableResult
  static func box(_ title: Printable, in rect: Rect, of frame: inout Frame) -> Rect {
    frame.fill(rect)
    // Without room for a border the inside is worth more.
    guard rect.width >= 4, rect.height >= 3 else { return rect }
    let glyphs = frame.glyphs
    let right = rect.maxX - 1
    let bottom = rect.maxY - 1
    for y in [rect.y, bottom] {
      frame.horizontalLine(in: Rect(x: rect.x, y: y, width: rect.width, height: 1))
    }
    for x in [rect.x, right] {
      frame.verticalLine(in: Rect(x: x, y: rect.y, width: 1, height: rect.height))
    }
    frame.put(glyphs.topLeft, at: rect.origin)
    frame.put(glyphs.topRight, at: Point(x: right, y: rect.y))
    frame.put(glyphs.bottomLeft, at: Point(x: rect.x, y: bottom))
    frame.put(glyphs.bottomRight, at: Point(x: right, y: bottom))
    if !title.isEmpty {
      frame.put(
        (" " + title).truncated(to: rect.width - 5, ellipsis: glyphs.ellipsis) + " ",
        at: Point(x: rect.x + 2, y: rect.y), width: rect.width - 4, role: .heading)
    }
    return rect.inset(x: 1, y: 1)
  }

  /// A box in the middle, its inside at most `content`.
  static func centeredBox(
    _ title: Printable, content: Size, in rect: Rect, of frame: inout Frame
  ) -> Rect {
    let outer = Size(width: content.width + 2, height: content.height + 2)
    return box(title, in: rect.centered(outer), of: &frame)
  }
}
