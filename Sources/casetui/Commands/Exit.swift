/// How a command ends (docs/casetui.1).
enum Exit: Int32 {
  case ok = 0
  case failed = 1
  case partly = 2
  case notFound = 3
  case refused = 4
  case notPermitted = 5
  case busy = 6
  case conflict = 7
  case damaged = 8
  case usage = 64
  case interrupted = 130
}
