import CaseStore

extension Failure {
  /// Words of an error this program did not raise itself; SQLite's arguments never appear in them.
  static func words(_ error: any Error) -> String { DatabaseFailure(error)?.message ?? "\(error)" }
  static func exit(_ error: any Error) -> Exit {
    switch DatabaseFailure(error)?.kind {
    case .damaged: .damaged
    case .busy: .busy
    case .full, .other, nil: .failed
    }
  }
}
