/// How much a screen can show side by side. Source: docs/architecture.md §6, responsive steps.
enum Breadth: Comparable, Sendable {
  /// Below 60 columns: as `slim`, with more cut.
  case tiny
  /// ID, name, due.
  case slim
  /// A list, the preview folded into two lines.
  case narrow
  /// List and preview.
  case normal
  /// List, preview and related.
  case wide

  init(columns: Int) {
    self =
      switch columns {
      case ..<60: .tiny
      case ..<80: .slim
      case ..<100: .narrow
      case ..<160: .normal
      default: .wide
      }
  }
}
