import ArgumentParser
import CaseDocuments
import CaseDomain
import CaseStore

struct ReportCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "congress", abstract: "Write the report to the committees of Congress, R1 to R8 (§4(d)).",
    discussion:
      "It speaks of every case with a decision on a track. A classified annex is named, never held here.")

  @OptionGroup var document: DocumentOptions
  @Option(help: "0 for the report, 1 to 3 for the annual updates.") var cycle = 0
  @Option(help: "The day the assessment began: it sets the look-back.") var begun: String?
  @Option(help: "The day the assessment was completed.") var completed: String?
  @Option(help: "The identifier of a classified annex; itself unclassified.") var annex: String?
  @Option(help: "The office that keeps the annex.") var annexHolder: String?
  @OptionGroup var global: GlobalOptions

  func answer(_ store: CaseStore) throws -> Answer {
    guard (annex == nil) == (annexHolder == nil) else {
      throw Usage(
        message: "an annex has an identifier and a holder", remedy: "give --annex and --annex-holder")
    }
    var about = ReportGiven(cycle: cycle)
    about.begunOn = try begun.map(Day.parse)
    about.completedOn = try completed.map(Day.parse)
    if let annex, let annexHolder { about.annex = CaseFacts.Annex(identifier: annex, holder: annexHolder) }
    var undated = 0
    var answer = try document.write(
      .congressionalReport, "report", in: store,
      { reader, given in
        let facts = try DocumentFacts(reader, given)
        if begun == nil { undated = try facts.decidedCases().flatMap(\.counts).count }
        return (try facts.report(about), [])
      }, practices: { PracticeLibrary(try $0.practices()) })
    if undated > 0 {
      answer.notes.append(
        "\(undated) counts are on record and none is in the report: which lie in the look-back is known once "
          + "--begun says when the assessment began")
    }
    return answer
  }
}
