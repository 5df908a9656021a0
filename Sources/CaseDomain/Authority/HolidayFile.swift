/// Reads the rules of a holiday calendar from the bytes of its file. The form is `docs/authority.md` §6.
public enum HolidayFile {
  /// - Parameter file: how faults name it.
  public static func decode(_ bytes: [UInt8], file: String) throws(DataFileFault) -> HolidayCalendar {
    let object = try DataNode.parse(bytes, file: file).object([
      "title", "source", "section", "status", "holidays", "notes",
    ])
    return HolidayCalendar(
      title: try object.required("title").text(),
      citation: Citation(
        try object.required("source").text(), section: try object.required("section").text(mayBeEmpty: true)),
      status: try object.required("status").choice(RuleStatus.self),
      rules: try object.required("holidays").list().map(rule),
      notes: try object["notes"]?.list().map { node throws(DataFileFault) in try node.text() } ?? [])
  }

  private static func rule(_ node: DataNode) throws(DataFileFault) -> HolidayRule {
    let object = try node.object(["name", "fixed", "nthWeekday", "fromYear", "toYear"])
    let fromYear = try object.required("fromYear").number(in: 1...9999)
    let toYear = try object["toYear"].map { node throws(DataFileFault) in
      try node.number(in: fromYear...9999)
    }
    let date: HolidayRule.Date
    switch (object["fixed"], object["nthWeekday"]) {
    case (let fixed?, nil): date = try self.fixed(fixed)
    case (nil, let nth?): date = try nthWeekday(nth)
    default: throw node.fault("a holiday has one of fixed and nthWeekday", "give exactly one")
    }
    return HolidayRule(
      name: try object.required("name").text(), date: date, fromYear: fromYear, toYear: toYear)
  }

  private static func fixed(_ node: DataNode) throws(DataFileFault) -> HolidayRule.Date {
    let object = try node.object(["month", "day"])
    let month = try object.required("month").number(in: 1...12)
    let day = try object.required("day").number(in: 1...31)
    // 2023 has no 29 February: a rule must name a day that every year has.
    guard Day(year: 2023, month: month, day: day) != nil else {
      throw node.fault("not every year has this day", "correct month and day")
    }
    return .fixed(month: month, day: day)
  }

  private static func nthWeekday(_ node: DataNode) throws(DataFileFault) -> HolidayRule.Date {
    let object = try node.object(["nth", "weekday", "month"])
    let nth = try object.required("nth")
    let count = try nth.number(in: -1...4)
    if count == 0 { throw nth.fault("there is no weekday number 0", "give 1 to 4, or -1 for the last") }
    return .nth(
      count, try object.required("weekday").choice(Weekday.self),
      month: try object.required("month").number(in: 1...12))
  }
}
