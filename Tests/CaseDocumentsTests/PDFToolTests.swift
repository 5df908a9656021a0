import Testing

@testable import CaseDocuments

@Suite struct PDFToolTests {
  private func find(_ path: String, _ files: Set<String>) throws -> PDFTool.Found {
    try PDFTool.find(onPath: path) { files.contains($0) }
  }

  @Test(arguments: [
    ("/usr/bin:/opt/bin", ["/opt/bin/weasyprint", "/usr/bin/wkhtmltopdf"], "/opt/bin/weasyprint"),
    ("/a:/b", ["/b/weasyprint", "/a/weasyprint"], "/a/weasyprint"),
    ("/a/", ["/a/wkhtmltopdf"], "/a/wkhtmltopdf"),
    ("/a:/b", ["/a/pandoc", "/b/xelatex", "/b/wkhtmltopdf"], "/a/pandoc"),
    ("/a:/b", ["/a/pandoc", "/b/wkhtmltopdf"], "/b/wkhtmltopdf"),
  ])
  func theFirstThatCanIsFound(_ path: String, _ files: [String], _ executable: String) throws {
    #expect(try find(path, Set(files)).executable == executable)
  }

  /// What lies in the current folder is not run.
  @Test(arguments: [
    ("", ["weasyprint", "/weasyprint"]), (".:bin::", ["./weasyprint", "bin/weasyprint", "/weasyprint"]),
    ("/a", ["/a/pandoc"]), ("/a", []),
  ])
  func otherwiseItSaysWhatToInstall(_ path: String, _ files: [String]) {
    #expect(throws: PDFTool.Missing()) { try find(path, Set(files)) }
    #expect(PDFTool.Missing().remedy.contains("apt-get install weasyprint"))
  }

  @Test func arguments() {
    func arguments(_ tool: PDFTool, _ html: String = "/t/a.html") -> [String] {
      PDFTool.Found(tool: tool, executable: "/x").arguments(
        html: html, pdf: "-o.pdf", marking: "CUI//SP-LEI_X TLP:RED")
    }
    #expect(arguments(.weasyprint, "--help") == ["--encoding", "utf-8", "./--help", "./-o.pdf"])
    // With an accent upon it a hyphen is another Character, and begins an option all the same.
    #expect(arguments(.weasyprint, "-\u{301}o")[2].utf8.elementsEqual("./-\u{301}o".utf8))
    #expect(
      arguments(.wkhtmltopdf).suffix(6) == [
        "--header-center", "CUI//SP-LEI_X TLP:RED", "--footer-center", "CUI//SP-LEI_X TLP:RED", "/t/a.html",
        "./-o.pdf",
      ])
    #expect(arguments(.wkhtmltopdf).contains("--disable-local-file-access"))
    let pandoc = arguments(.pandoc)
    #expect(
      pandoc.contains {
        $0.contains("\\fancyhead[C]{CUI//SP-LEI\\_X TLP:RED}\\fancyfoot[C]{CUI//SP-LEI\\_X TLP:RED}")
      })
    #expect(pandoc.contains("--sandbox") && pandoc.last == "/t/a.html")
  }
}
