/// A program that makes a PDF of a document's HTML. Running it is the caller's.
public enum PDFTool: String, CaseIterable, Sendable {
  // In order of preference. The last has had no release since 2020 and its project is archived.
  case weasyprint, pandoc, wkhtmltopdf

  /// A program that was found.
  public struct Found: Hashable, Sendable {
    public let tool: PDFTool
    /// An absolute path.
    public let executable: String

    /// What to pass; the marking stands on every page.
    ///
    /// - Parameters:
    ///   - html: Path of the page, made by `DocumentRenderer`.
    ///   - pdf: Path of the file to write.
    public func arguments(html: String, pdf: String, marking: String) -> [String] {
      let (html, pdf) = (Self.path(html), Self.path(pdf))
      let marking = VisibleText.of(marking)
      switch tool {
      // The layout's style sheet repeats the marking.
      case .weasyprint: return ["--encoding", "utf-8", html, pdf]
      case .pandoc:
        let text = marking.unicodeScalars.map(Self.latex).joined()
        return [
          "--from=html", "--sandbox", "--standalone", "--pdf-engine=xelatex",
          "--variable=header-includes:\\usepackage{fancyhdr}\\pagestyle{fancy}\\fancyhf{}"
            + "\\fancyhead[C]{\(text)}\\fancyfoot[C]{\(text)}",
          "--output=\(pdf)", html,
        ]
      case .wkhtmltopdf:
        return [
          "--encoding", "utf-8", "--disable-javascript", "--disable-local-file-access",
          "--disable-external-links", "--header-center", marking, "--footer-center", marking, html, pdf,
        ]
      }
    }

    /// A path that starts with `-` would be read as an option.
    private static func path(_ path: String) -> String {
      path.utf8.first == UInt8(ascii: "-") ? "./" + path : path
    }

    private static func latex(_ scalar: Unicode.Scalar) -> String {
      switch scalar {
      case "\\": "\\textbackslash{}"
      case "~": "\\textasciitilde{}"
      case "^": "\\textasciicircum{}"
      case "{", "}", "$", "&", "#", "%", "_": "\\\(scalar)"
      default: String(Character(scalar))
      }
    }
  }

  /// There is no program to make a PDF with.
  public struct Missing: Error, Hashable, Sendable {
    public let message =
      "no program to make a PDF was found on PATH: weasyprint, pandoc with xelatex, or wkhtmltopdf"
    public let remedy =
      "install one, best `apt-get install weasyprint`; the HTML can be printed from a browser meanwhile"

    public init() {}
  }

  /// The first tool on a search path.
  ///
  /// - Parameters:
  ///   - path: As the variable PATH has it. Parts that are not absolute are passed over: what lies in the
  ///     current folder is not trusted.
  ///   - isExecutable: Whether a file can be run.
  public static func find(
    onPath path: String, isExecutable: (String) -> Bool
  ) throws(Missing) -> Found {
    let folders = path.split(separator: ":").filter { $0.hasPrefix("/") }
    func locate(_ program: String) -> String? {
      folders.lazy.map { $0 + ($0.hasSuffix("/") ? "" : "/") + program }.first(where: isExecutable)
    }
    for tool in allCases {
      guard let executable = locate(tool.rawValue) else { continue }
      // Pandoc makes no PDF by itself.
      if tool == .pandoc, locate("xelatex") == nil { continue }
      return Found(tool: tool, executable: executable)
    }
    throw Missing()
  }
}
