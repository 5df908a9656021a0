/// The legal form a company name ends or begins with, by class: `Ltd`, `GmbH` and `ООО` are one.
///
/// A class, not a finding of law: forms of different countries never coincide exactly.
public enum LegalForm: UInt8, CaseIterable, Hashable, Sendable {
  case limited, stock, partnership, nonProfit, state, company

  /// Two forms a list may give one company: any commercial ones. A foundation is not a company.
  static func areAlike(_ a: LegalForm, _ b: LegalForm) -> Bool {
    a == b || (a.isCommercial && b.isCommercial)
  }
  private var isCommercial: Bool { self != .nonProfit && self != .state }

  /// Forms by their first word, the longest first. Words are as `Romaniser` spells them.
  static let byFirstWord: [[UInt8]: [Phrase]] = {
    var table: [[UInt8]: [Phrase]] = [:]
    for (form, texts) in phrases {
      for text in texts.split(separator: ",") {
        let words = text.split(separator: " ").map { Array($0.utf8) }
        guard let first = words.first else { continue }
        table[first, default: []].append(Phrase(words: words, form: form))
      }
    }
    return table.mapValues { $0.sorted { $0.words.count > $1.words.count } }
  }()

  struct Phrase: Sendable {
    let words: [[UInt8]]
    let form: LegalForm
    /// Two letters or an everyday word: a form only at either end of a name.
    var isAmbiguous: Bool { words.count == 1 && (words.first?.count ?? 0) <= 3 }
  }

  /// Han phrases, simplified, the longest first.
  static let han: [(characters: [UInt32], form: LegalForm)] = hanForms.map {
    (Array($0.0.unicodeScalars.map(\.value)), $0.1)
  }
  private static let hanForms: [(String, LegalForm)] = [
    ("股份有限公司", .stock), ("有限责任公司", .limited), ("株式会社", .stock), ("有限会社", .limited), ("合同会社", .limited),
    ("有限公司", .limited), ("公司", .company), ("会社", .company), ("基金会", .nonProfit), ("协会", .nonProfit),
  ]

  static func isGluedSuffix(_ scalars: [UInt32]) -> Bool {
    ["ag", "gmbh", "llc", "ltd", "sa", "bv", "nv", "ab", "plc", "inc", "spa", "se"].contains {
      $0.unicodeScalars.map(\.value) == scalars
    }
  }

  private static let phrases: [(LegalForm, String)] = [
    (
      .limited,
      """
      ltd,limited,llc,lc,gmbh,mbh,ooo,tov,too,sarl,srl,sprl,bvba,bv,pty,pte,pvt,sdn bhd,bhd,kft,\
      doo,ood,eood,spzoo,sp z oo,sp zoo,spolka z ograniczona odpowiedzialnoscia,sro,s r o,oy,uab,\
      sia,ou,limitada,ltda,lda,ltd sti,sti,mchj,limited liability company,limited liability co,\
      private limited,limited company,co ltd,company limited,gesellschaft mit beschrankter haftung,\
      obshchestvo s ogranichennoy otvetstvennostyu,tovarystvo z obmezhenoyu vidpovidalnistyu,\
      societatea cu raspundere limitata,societate cu raspundere limitata,\
      societe a responsabilite limitee,sociedad de responsabilidad limitada,s de rl de cv,s de rl,\
      srl de cv,sl,slu,societa a responsabilita limitata,spolecnost s rucenim omezenym,\
      besloten vennootschap,drushtvo s ogranichena otgovornost,anonim sirketi limited,wll,fzco,fze,\
      fzc,dmcc,fz llc,aps,yhan hoesa
      """
    ),
    (
      .stock,
      """
      inc,incorporated,corp,corporation,plc,ag,sa,sas,se,nv,spa,ab,asa,as,a s,oyj,kk,ao,oao,zao,\
      pao,pjsc,ojsc,cjsc,jsc,ojs,pjs,at,pat,prat,aat,ad,akd,ead,aktiengesellschaft,\
      aktsionernoe obshchestvo,otkrytoe aktsionernoe obshchestvo,zakrytoe aktsionernoe obshchestvo,\
      publichnoe aktsionernoe obshchestvo,publichne aktsionerne tovarystvo,aktsionerne tovarystvo,\
      joint stock company,joint stock,joint stock co,open joint stock company,\
      closed joint stock company,public joint stock company,public limited company,\
      joint stock compan,sociedad anonima,societe anonyme,societa per azioni,sa de cv,sab de cv,\
      anonim sirketi,as,aktiebolag,aksjeselskap,naamloze vennootschap,kabushiki kaisha,\
      kabushiki gaisha,berhad,tbk,persero,pt,nyrt,zrt,na,national association,chusik hoesa,\
      jusik hoesa,psc,sae,sal,saog,saoc,qpsc
      """
    ),
    (
      .partnership,
      """
      lp,llp,lllp,kg,ohg,gbr,kgaa,gmbh co kg,gmbh and co kg,snc,cv,scs,sca,limited partnership,\
      limited liability partnership,komanditni,ks
      """
    ),
    (
      .nonProfit,
      """
      ano,nko,ev,eingetragener verein,stiftung,foundation,stichting,fundacion,fondation,fundacja,\
      asbl,avtonomnaya nekommercheskaya organizatsiya,nekommercheskaya organizatsiya,anbi,ngo,waqf,\
      vakfi
      """
    ),
    (
      .state,
      """
      fgup,gup,fsue,federal state unitary enterprise,state unitary enterprise,\
      federalnoe gosudarstvennoe unitarnoe predpriyatie,gosudarstvennoe unitarnoe predpriyatie,\
      state enterprise,fgbu,gku,fkp,dp,epe,epic
      """
    ),
    (
      .company, "shrka,shrkt,co,company,cie,compagnie,compania,kompaniya,sirketi,firma,ip,comp,compan,est,coy"
    ),
  ]
}
