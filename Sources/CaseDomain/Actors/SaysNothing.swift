extension String {
  /// Empty, or nothing but spaces, control and format characters.
  public var saysNothing: Bool {
    unicodeScalars.allSatisfy {
      $0.properties.isWhitespace || $0.properties.generalCategory == .control
        || $0.properties.generalCategory == .format
    }
  }
}
