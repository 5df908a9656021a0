@testable import CaseExchange

/// One small list of each format, made by us: nobody in them exists.
enum MadeLists {
  struct Sample {
    let format: EvidenceFormat
    let name: String
    let text: String
    let ids: [String]
    /// How the rows or entries that are refused begin; in XML, all of them.
    var refused: [String] = []
    /// Lines above the rows.
    var headLines = 0
    var bytes: [UInt8] { Array(text.utf8) }
    var isXML: Bool { [.sdnXML, .unXML, .euXML].contains(format) }
  }

  static let all = [
    entries, aliases, addresses, comments, sdnXML, denied, screening, un, euXML, euAnnex, euConsolidated,
    ukList, conList,
  ]

  static let entries = Sample(
    format: .sdnCSV, name: "SDN.CSV",
    text: """
      101,"QUILLFEATHER, Ansel","individual","CYBER9] [TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 12 Mar 1965; alt. DOB 1966; alt. DOB circa 1967; POB Noplace; nationality Russia; citizen Iran; Passport A1234567 (Russia) expires 01 Jan 2020; National ID No. 55-66 (Iran); Digital Currency Address - XBT 1MadeUpWa11et; Email Address a.q@list.example; a.k.a. 'THE QUILL'; f.k.a. 'ANSEL Q.'; Linked To: VANTAGE TEST WORKS."\r
      102,"VANTAGE TEST WORKS",-0- ,"TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Organization Established Date 05 May 2011; Tax ID No. 7700000000 (Russia); Registration Number 42; a.k.a. 'VTW'"\r
      103,"MV NEVERSAILED","vessel","TEST",-0- ,"X9XX","Tanker","1,000","900","Panama","VANTAGE TEST WORKS","Vessel Registration Identification IMO 9074729; MMSI 123456789 (Panama)."\r
      oops,"NOBODY",-0- \r
      104,"A "BROKEN" ROW",-0- ,"TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r
      105,"N-105A","aircraft","TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r
      \u{1A}
      """, ids: ["sdn:101", "sdn:102", "sdn:103", "sdn:105"], refused: ["oops,", "104,"])

  static let aliases = Sample(
    format: .sdnCSV, name: "ALT.CSV",
    text: """
      101,9001,"aka","QUILLFEATHER, Anselm",-0- \r
      101,9002,"fka","ANSELMO QUILL","weak aka"\r
      102,9003,"nka","VANTAGE WORKS",-0- \r
      102,9004,"zzz","NOT A KIND",-0- \r

      """, ids: ["alt:101:9001", "alt:101:9002", "alt:102:9003"], refused: ["102,9004,"])

  static let addresses = Sample(
    format: .sdnCSV, name: "cons_add.csv",
    text: """
      201,7001,"1 Test Way","Noplace 1000","Russia",-0- \r
      201,7002,-0- ,-0- ,-0- ,-0- \r
      202,x,-0- ,-0- ,"Iran",-0- \r
      \u{1A}
      """, ids: ["cons-add:201:7001", "cons-add:201:7002"], refused: ["202,x,"])

  static let comments = Sample(
    format: .sdnCSV, name: "SDN_COMMENTS.CSV",
    text: """
      102,"00001 (Russia); Website www.vtw.example; a.k.a. 'V.T.W.'."\r

      """, ids: ["comment:102"])

  static let sdnXML = Sample(
    format: .sdnXML, name: "sdn.xml",
    text: """
      <?xml version="1.0" standalone="yes"?>
      <sdnList xmlns="http://tempuri.org/sdnList.xsd">
        <publshInformation><Publish_Date>01/02/2027</Publish_Date><Record_Count>3</Record_Count></publshInformation>
        <sdnEntry>
          <uid>101</uid><firstName>Ansel</firstName><lastName>QUILLFEATHER</lastName><sdnType>Individual</sdnType>
          <programList><program>TEST</program><program>CYBER9</program></programList>
          <idList><id><uid>1</uid><idType>Passport</idType><idNumber>A1234567</idNumber></id></idList>
          <akaList><aka><uid>2</uid><type>f.k.a.</type><category>weak</category><lastName>Q &amp; Q</lastName></aka></akaList>
          <nationalityList><nationality><uid>3</uid><country>Russia</country></nationality></nationalityList>
          <dateOfBirthList><dateOfBirthItem><uid>4</uid><dateOfBirth>12 Mar 1965</dateOfBirth></dateOfBirthItem>
            <dateOfBirthItem><uid>5</uid><dateOfBirth>1966 to 1967</dateOfBirth></dateOfBirthItem></dateOfBirthList>
        </sdnEntry>
        <sdnEntry><lastName>NO NUMBER</lastName></sdnEntry>
        <somethingNew><x/></somethingNew>
        <sdnEntry><uid>103</uid><lastName>MV NEVERSAILED</lastName><sdnType>Vessel</sdnType>
          <vesselInfo><callSign>X9XX</callSign><vesselFlag>Panama</vesselFlag></vesselInfo></sdnEntry>
      </sdnList>
      """, ids: ["sdn:101", "sdn:103"], refused: ["<sdnEntry><lastName>NO NUMBER</lastName></sdnEntry>"])

  static let denied = Sample(
    format: .deniedPersons, name: "dpl.txt",
    text: [
      DeniedPersonsTable.names.map { "\"\($0)\"" }.joined(separator: "\t"),
      row(
        "\t",
        [
          "ANSEL QUILLFEATHER", "1 TEST WAY", "NOPLACE", "ZZ", "US", "00000", "01/02/2027", "01/02/2037", "Y",
          "2027-01-03", "FR NOTICE ADDED", "92 F.R. 1 1/2/27",
        ]),
      row("\t", ["", "", "", "", "", "", "", "", "", "", "", ""]),
      row(
        "\t",
        [
          "VANTAGE TEST WORKS", "2 TEST WAY", "NOPLACE", "", "RU", "", "02/02/2027", "", "N", "2027-02-03",
          "", "",
        ]),
    ].joined(separator: "\n"), ids: ["dpl:30a61c2b230ea7bd", "dpl:ddb5a93ce91d4777"],
    refused: ["\"\"\t\"\"\t"], headLines: 1)

  static let screening = Sample(
    format: .screeningList, name: "consolidated.csv",
    text: [
      "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,"
        + "standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,"
        + "gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,"
        + "dates_of_birth,nationalities,places_of_birth,source_information_url,ids",
      "101,Test List (TL) - Test Department,101,Individual,TEST; CYBER9,\"QUILLFEATHER, Ansel\",,"
        + "\"1 Test Way, Noplace, RU; Somewhere else\",,2027-01-02,,,,,,,,,,,,,\"THE QUILL; ANSELM, Q.\",IR,"
        + "1965-03-12; 1966,RU,,,\"Passport, A1234567, RU; 7700000000, Tax ID No.; Gender, Male\"",
      "short,row",
      "102,Test List (TL) - Test Department,,,,\"VANTAGE\nTEST \"\"WORKS\"\"\",,,1 F.R. 1,,,,,,,,,,,,,,,,,,,,",
      "cut,off,\"in the mid",
    ].joined(separator: "\n"), ids: ["csl:101", "csl:102"], refused: ["short,row", "cut,off,"], headLines: 1)

  static let un = Sample(
    format: .unXML, name: "consolidated.xml",
    text: """
      <CONSOLIDATED_LIST dateGenerated="2027-01-02T00:00:00Z"><INDIVIDUALS><INDIVIDUAL><DATAID>501</DATAID>
      <FIRST_NAME>ANSEL</FIRST_NAME><SECOND_NAME>QUILLFEATHER</SECOND_NAME><UN_LIST_TYPE>Test</UN_LIST_TYPE>
      <REFERENCE_NUMBER>TEi.001</REFERENCE_NUMBER><LISTED_ON>2027-01-02</LISTED_ON>
      <NAME_ORIGINAL_SCRIPT>Ансель Квиллфезер</NAME_ORIGINAL_SCRIPT><NATIONALITY><VALUE>Russia</VALUE></NATIONALITY>
      <LAST_DAY_UPDATED><VALUE>2027-01-03</VALUE><VALUE>2027-02-03</VALUE></LAST_DAY_UPDATED>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Quill</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1965-03-12</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1966</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>A1234567</NUMBER></INDIVIDUAL_DOCUMENT>
      </INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><FIRST_NAME>NO NUMBER</FIRST_NAME></ENTITY>
      <ENTITY><DATAID>502</DATAID><FIRST_NAME>VANTAGE TEST WORKS</FIRST_NAME><ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY>
      <ALIAS_NAME>OLD WORKS</ALIAS_NAME></ENTITY_ALIAS><ENTITY_ADDRESS><COUNTRY>Iran</COUNTRY></ENTITY_ADDRESS></ENTITY>
      </ENTITIES></CONSOLIDATED_LIST>

      """, ids: ["un:501", "un:502"], refused: ["<ENTITY><FIRST_NAME>NO NUMBER</FIRST_NAME></ENTITY>"])

  static let euXML = Sample(
    format: .euXML, name: "full.xml",
    text: """
      \u{FEFF}<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2027-01-02T00:00:00Z">
        <sanctionEntity designationDate="2027-01-02" euReferenceNumber="EU.1.1" unitedNationId="TEi.001" logicalId="601">
          <regulation programme="TEST"/><subjectType code="person" classificationCode="P"/>
          <nameAlias firstName="Ansel" lastName="Quillfeather" wholeName="" strong="true"/>
          <nameAlias wholeName="The Quill" strong="false"/>
          <citizenship countryIso2Code="RU"/><citizenship countryIso2Code="00" countryDescription="UNKNOWN"/>
          <birthdate circa="false" birthdate="1965-03-12" year="1965"/><birthdate circa="true" year="1970"/>
          <birthdate circa="false" year="1966"/>
          <identification number="A1234567" identificationTypeCode="passport" knownFalse="false"/>
          <identification number="Z9" identificationTypeCode="passport" knownFalse="true"/>
        </sanctionEntity>
        <sanctionEntity euReferenceNumber="EU.1.2"/>
        <sanctionEntity logicalId="602"><subjectType code="enterprise"/><nameAlias wholeName="Vantage &lt;Test&gt;"/>
          <address countryIso2Code="IR"/></sanctionEntity>
      </export>
      """, ids: ["eu:601", "eu:602"], refused: ["<sanctionEntity euReferenceNumber=\"EU.1.2\"/>"])

  static let euAnnex = Sample(
    format: .euCSV, name: "32099R0001.csv",
    text: [
      "celex,recordId,programKey,annex,measure,startDate,reason,schema,name,alias,weakAlias,previousName,country,"
        + "nationality,jurisdiction,birthDate,birthPlace,position,passportNumber,gender,appearance,ethnicity,"
        + "fatherName,motherName,incorporationDate,legalForm,sector,registrationNumber,taxNumber,idNumber,innCode,"
        + "ogrnCode,kppCode,okpoCode,leiCode,swiftBic,ticker,imoNumber,mmsi,flag,address,phone,email,website,notes",
      "32099R0001,1,EU-TEST,I,Asset freeze,2.1.2027,\"A reason, long\",Person,QUILLFEATHER Ansel,"
        + "Ансель; Anselm Q.,The Quill,,,\"Russian, Iran\",,12.3.1965,Noplace,,A1234567 (expired),male,,,,,,,,,,,,,,,,"
        + ",,,,,,,q@list.example,www.quill.example,",
      "32099R0001,,EU-TEST,I,Asset freeze,2.1.2027,,Vessel,NEVERSAILED,,,Sailed; Never,"
        + String(repeating: ",", count: 25)
        + "9074729,,Panama,,,,,",
      ",2,EU-TEST,I,Asset freeze,2.1.2027,,Person,NO ACT" + String(repeating: ",", count: 36),
      "32099R0001,2,EU-TEST",
    ].joined(separator: "\r\n") + "\r\n", ids: ["eu:32099R0001:I:1:", "eu:32099R0001:I::"],
    refused: [",2,EU-TEST", "32099R0001,2,EU-TEST"], headLines: 1)

  /// The columns of the Commission's CSV, in its order.
  static let euColumns: [String] = {
    func regulation(_ part: String) -> [String] {
      [
        "Type", "OrganisationType", "PublicationDate", "EntryIntoForceDate", "NumberTitle", "Programme",
        "PublicationUrl",
      ].map { "\(part)_Regulation_\($0)" }
    }
    func part(_ part: String, _ names: String) -> [String] {
      names.split(separator: " ").map { "\(part)_\($0)" } + regulation(part)
    }
    return ["fileGenerationDate"]
      + part(
        "Entity",
        "LogicalId EU_ReferenceNumber UnitedNationId DesignationDate DesignationDetails Remark SubjectType "
          + "SubjectType_ClassificationCode")
      + part(
        "NameAlias",
        "LastName FirstName MiddleName WholeName NameLanguage Gender Title Function LogicalId RegulationLanguage Remark"
      )
      + part(
        "Address",
        "City Street PoBox ZipCode Region Place AsAtListingTime ContactInfo CountryIso2Code CountryDescription "
          + "LogicalId RegulationLanguage Remark")
      + part(
        "BirthDate",
        "BirthDate Day Month Year YearRangeFrom YearRangeTo Circa CalendarType ZipCode Region Place City "
          + "CountryIso2Code CountryDescription LogicalId RegulationLanguage Remark")
      + part(
        "Identification",
        "Number Diplomatic KnownExpired KnownFalse ReportedLost RevokedByIssuer IssuedBy IssuedDate ValidFrom ValidTo "
          + "LatinNumber NameOnDocument TypeCode TypeDescription Region CountryIso2Code CountryDescription LogicalId "
          + "RegulationLanguage Remark")
      + part(
        "Citizenship", "Region CountryIso2Code CountryDescription LogicalId RegulationLanguage Remark")
  }()

  /// A row of an entry; what is not given is empty.
  static func euRow(_ id: String, _ fields: [String: String]) -> String {
    let fields = fields.merging(["fileGenerationDate": "02/01/2027", "Entity_LogicalId": id]) { $1 }
    return euColumns.map { fields[$0] ?? "" }.joined(separator: ";")
  }

  private static let euQuill = [
    "Entity_EU_ReferenceNumber": "EU.1.1", "Entity_UnitedNationId": "TEi.001",
    "Entity_DesignationDate": "2027-01-02", "Entity_SubjectType": "P",
    "Entity_SubjectType_ClassificationCode": "person", "Entity_Regulation_Programme": "TEST",
    "Entity_Remark": "\"A remark; with a semicolon\nand a line\"",
  ]

  private static func euQuill(_ fields: [String: String]) -> String {
    euRow("601", euQuill.merging(fields) { $1 })
  }

  /// The entries of `euXML`, and one that comes again.
  static let euConsolidated = Sample(
    format: .euCSV, name: "full-sanctions.csv",
    text: "\u{FEFF}"
      + [
        euColumns.joined(separator: ";"),
        euQuill(["NameAlias_FirstName": "Ansel", "NameAlias_LastName": "Quillfeather"]),
        euQuill([
          "NameAlias_WholeName": "The Quill", "Citizenship_CountryIso2Code": "RU",
          "Address_CountryIso2Code": "00",
        ]),
        euQuill(["Citizenship_CountryIso2Code": "00", "Citizenship_CountryDescription": "UNKNOWN"]),
        euQuill([
          "BirthDate_BirthDate": "1965-03-12", "BirthDate_Year": "1965", "BirthDate_Circa": "false",
          "NameAlias_WholeName": "The Quill",
        ]),
        euQuill(["BirthDate_Year": "1970", "BirthDate_Circa": "true"]), euQuill(["BirthDate_Year": "1966"]),
        euQuill(["Identification_Number": "A1234567", "Identification_TypeCode": "passport"]),
        euQuill([
          "Identification_Number": "Z9", "Identification_TypeCode": "passport",
          "Identification_KnownFalse": "true",
        ]),
        euRow("", ["NameAlias_WholeName": "NO ID"]),
        euRow(
          "602",
          [
            "Entity_SubjectType_ClassificationCode": "enterprise",
            "NameAlias_WholeName": "\"Vantage <Test>\"", "Address_CountryIso2Code": "IR",
          ]), "02/01/2027;603;EU.1.3",
        euQuill(["NameAlias_WholeName": "Ansel Q."]), euQuill(["NameAlias_WholeName": "A. Quill"]),
      ].joined(separator: "\r\n") + "\r\n",
    ids: ["eu:601", "eu:602", "eu:601:"], refused: ["02/01/2027;;", "02/01/2027;603;"], headLines: 1)

  static let ukHeader =
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,"
    + "Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin script language,Regime Name,"
    + "Designation Type,Designation source,Sanctions Imposed,Other Information,UK Statement of Reasons,"
    + "Address Line 1,Address Line 2,Address Line 3,Address Line 4,Address Line 5,Address Line 6,"
    + "Address Postal Code,Address Country,Phone number,Website,Email address,Date Designated,D.O.B,"
    + "Nationality(/ies),National Identifier number,National Identifier additional information,Passport number,"
    + "Passport additional information,Position,Gender,Town of birth,Country of birth,Type of entity,Subsidiaries,"
    + "Parent company,Business registration number (s),IMO number,Current owner/operator (s),"
    + "Previous owner/operator (s),Current believed flag of ship,Previous flags,Type of ship,Tonnage of ship,"
    + "Length of ship,Year Built,Hull identification number (HIN)"

  static let ukList = Sample(
    format: .ukCSV, name: "UK-Sanctions-List.csv",
    text: [
      "Report Date: 02-Jan-2027", ukHeader,
      uk(
        [
          "02/01/2027", "TST0001", "9", "TEi.001", "QUILLFEATHER", "Ansel", "", "", "", "", "Primary Name",
          "", "",
          "Ансель", "Cyrillic", "", "Test", "Individual",
        ], ["DOB": "00/00/1965", "Passport": "A1234567"]),
      uk(
        [
          "02/01/2027", "TST0001", "9", "", "QUILL", "The", "", "", "", "", "Alias", "Low quality", "", "",
          "", "",
          "Test", "Individual",
        ], [:]),
      uk(
        [
          "02/01/2027", "TST0001", "9", "", "QUILLFEATHER", "Ansel", "", "", "", "", "Primary Name", "", "",
          "", "", "",
          "Test", "Individual",
        ], ["DOB": "12/03/1965"]),
      uk(["02/01/2027", "", "9", "", "NO ID", "", "", "", "", "", "Primary Name"], [:]),
    ].joined(separator: "\n"), ids: ["uk:TST0001", "uk:TST0001:", "uk:TST0001:"], refused: ["02/01/2027,,9,"],
    headLines: 2)

  static let conList = Sample(
    format: .ukCSV, name: "ConList.csv",
    text: [
      "Last Updated,02/01/2027",
      "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,"
        + "Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,"
        + "National Identification Number,National Identification Details,Position,Address 1,Address 2,Address 3,"
        + "Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,"
        + "Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID",
      "QUILLFEATHER,Ansel,,,,,,,,,12/03/1965,,,Russia,,,,,,,,,,,,,Iran,,Individual,Primary name,,Test,02/01/2027,"
        + "02/01/2027,02/01/2027,14000",
      "QUILL,,,,,,,,,,,,,,,,,,,,,,,,,,,,Individual,AKA,Low,Test,02/01/2027,02/01/2027,02/01/2027,14000",
    ].joined(separator: "\r\n") + "\r\n", ids: ["uk:14000", "uk:14000:"], headLines: 2)

  private static func row(_ separator: String, _ fields: [String]) -> String {
    fields.map { "\"\($0)\"" }.joined(separator: separator)
  }

  /// A row of 58 columns of which the first are given.
  private static func uk(_ first: [String], _ others: [String: String]) -> String {
    var fields = first + Array(repeating: "", count: 58 - first.count)
    fields[34] = others["DOB"] ?? ""
    fields[38] = others["Passport"] ?? ""
    return fields.joined(separator: ",")
  }
}
