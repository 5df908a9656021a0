import CaseDomain

/// All state of the screen: which pages lie on each other, and what they share.
struct Model: Sendable {
  var size: Size
  /// Home is at the bottom; never empty.
  var pages: [any Page]
  var shell = Shell()
  var glyphs = Glyphs.unicode

  init(size: Size, glyphs: Glyphs = .unicode) {
    self.size = size
    self.glyphs = glyphs
    pages = [HomePage()]
  }

  var page: any Page { pages[pages.count - 1] }

  @discardableResult
  mutating func withPage<Result>(_ body: (inout any Page, inout Shell) -> Result) -> Result {
    let top = pages.count - 1
    return body(&pages[top], &shell)
  }

  var scope: Scope { page.scope }
  var currentCase: CaseTag? { page.currentCase(shell) }

  /// Changes the top page when it is of this kind.
  ///
  /// - Returns: `false` when it is not, and nothing was done.
  @discardableResult
  mutating func change<P: Page>(_: P.Type, _ body: (inout P, inout Shell) -> Void) -> Bool {
    guard var top = page as? P else { return false }
    body(&top, &shell)
    pages[pages.count - 1] = top
    return true
  }

  /// What to do first.
  mutating func start() -> [Effect] {
    shell.ask(.office)
    shell.ask(.health)
    shell.ask(.verbs)
    layout()
    return shell.takeEffects()
  }
}
