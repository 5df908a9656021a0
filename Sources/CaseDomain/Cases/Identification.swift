/// Which assessment named the subject, and when.
public struct Identification: Hashable, Sendable {
  public enum Source: String, CaseIterable, Sendable {
    case assessment = "4(a)"
    case routine = "4(e)"
  }

  public var source: Source
  public var on: Day

  public init(_ source: Source, on: Day) {
    self.source = source
    self.on = on
  }
}
