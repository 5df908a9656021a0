/// One reader under test, and what must hold whatever bytes it is given.
public struct FuzzTarget: Sendable {
  /// Of `FUZZ_TARGET`, and of the folders `fuzz/seeds/NAME` and `fuzz/regressions/NAME`.
  public let name: String
  /// What does not hold for these bytes; `nil` when all does. The bytes may be anything, and nothing reads past them.
  public let fault: @Sendable (UnsafeRawBufferPointer) -> String?

  init(_ name: String, _ fault: @escaping @Sendable (UnsafeRawBufferPointer) -> String?) {
    self.name = name
    self.fault = fault
  }
}
