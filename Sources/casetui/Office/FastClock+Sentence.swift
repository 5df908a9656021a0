import CaseStore

extension FastClock {
  /// What it does, and what to do about it.
  var sentence: String {
    let newest = isOwn ? "our newest entry" : "the newest entry of \(office)"
    // Which of them it is, no entry tells.
    let why =
      "a clock of \(isOwn ? "this" : "that") office was fast, or it replaced what an office with a fast clock stated"
    return "\(newest) is dated \(Moment(milliseconds)), ahead of the clock here: \(why), "
      + "or the clock here is slow; until then it counts as later than what an office states that has not seen it: "
      + "set right the clock that is wrong"
  }
}
