extension Usage {
  /// What is written stays in the journal for good: it is refused where nobody would see it.
  ///
  /// - Parameter written: by the name of the option.
  static func requireSeen(_ written: [(option: String, texts: [String?])]) throws(Usage) {
    for (option, texts) in written where texts.contains(where: { $0?.saysNothing == true }) {
      throw Usage(
        message: "--\(option) has nothing in it that can be seen", remedy: "write it, or leave it out")
    }
  }
}
