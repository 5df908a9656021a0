/// What BODS 0.4 says a property must be; the words of the codelists included.
///
/// Source: Beneficial Ownership Data Standard 0.4, `statement.json`, `entity-record.json`, `person-record.json`,
/// `relationship-record.json`, `components.json`.
indirect enum BODSRule: Sendable {
  /// Lengths count Unicode scalars.
  case text(least: Int = 0, most: Int = .max)
  case word([String])
  case flag
  /// A number from 0 to 100.
  case percent
  case day
  case dayOrTime
  /// `1975`, `1975-03` or a day.
  case partialDay
  case uri
  /// Such as `0.4`.
  case version
  case object(BODSShape)
  case list(BODSRule)
  /// The id of a record, or why there is none.
  case idOrReason
}

/// The properties of an object. Others are allowed, as the standard allows them.
struct BODSShape: Sendable {
  enum Extra: Sendable { case none, entityType, annotation, relationship, statement }

  var properties: [String: BODSRule] = [:]
  var required: [String] = []
  /// One of these must be there; empty when none need be.
  var oneOf: [String] = []
  /// What no list of properties can say.
  var extra = Extra.none
}

extension BODSShape {
  static let statement = BODSShape(
    properties: [
      "statementId": .text(least: 32, most: 64), "statementDate": .dayOrTime,
      "annotations": .list(.object(annotation)), "publicationDetails": .object(publication),
      "source": .object(source), "declaration": .text(), "declarationSubject": .text(), "recordId": .text(),
      "recordType": .word(["entity", "person", "relationship"]),
      "recordStatus": .word(["new", "updated", "closed"]),
    ],
    required: [
      "statementId", "declarationSubject", "recordId", "recordType", "recordDetails", "statementDate",
    ], extra: .statement)

  static let entity = BODSShape(
    properties: [
      "isComponent": .flag, "entityType": .object(entityType),
      "unspecifiedEntityDetails": .object(unspecified),
      "name": .text(), "alternateNames": .list(.text()), "jurisdiction": .object(place(mostCode: 6)),
      "identifiers": .list(.object(identifier)), "foundingDate": .day, "dissolutionDate": .day,
      "addresses": .list(.object(address(["registered", "business", "alternative"]))), "uri": .uri,
      "publicListing": .object(publicListing),
      "formedByStatute": .object(BODSShape(properties: ["name": .text(), "date": .day])),
    ], required: ["isComponent", "entityType"])

  static let person = BODSShape(
    properties: [
      "isComponent": .flag, "personType": .word(["anonymousPerson", "unknownPerson", "knownPerson"]),
      "unspecifiedPersonDetails": .object(unspecified), "names": .list(.object(personName)),
      "identifiers": .list(.object(identifier)), "nationalities": .list(.object(place(mostCode: 2))),
      "placeOfBirth": .object(address(["placeOfBirth"])), "birthDate": .partialDay, "deathDate": .partialDay,
      "taxResidencies": .list(.object(place(mostCode: 2))),
      "addresses": .list(.object(address(["residence", "service", "alternative"]))),
      "politicalExposure": .object(exposure),
    ], required: ["personType", "isComponent"])

  static let relationship = BODSShape(
    properties: [
      "isComponent": .flag, "componentRecords": .list(.text()), "subject": .idOrReason,
      "interestedParty": .idOrReason, "interests": .list(.object(interest)),
    ], required: ["isComponent", "subject", "interestedParty"], extra: .relationship)

  static let unspecified = BODSShape(
    properties: [
      "reason": .word([
        "noBeneficialOwners", "subjectUnableToConfirmOrIdentifyBeneficialOwner",
        "interestedPartyHasNotProvidedInformation", "subjectExemptFromDisclosure",
        "interestedPartyExemptFromDisclosure", "unknown", "informationUnknownToPublisher",
      ]), "description": .text(),
    ], required: ["reason"])

  private static let interest = BODSShape(properties: [
    "type": .word([
      "shareholding", "votingRights", "appointmentOfBoard", "otherInfluenceOrControl",
      "seniorManagingOfficial",
      "settlor", "trustee", "protector", "beneficiaryOfLegalArrangement",
      "rightsToSurplusAssetsOnDissolution",
      "rightsToProfitOrIncome", "rightsGrantedByContract", "conditionalRightsGrantedByContract",
      "controlViaCompanyRulesOrArticles", "controlByLegalFramework", "boardMember", "boardChair",
      "unknownInterest", "unpublishedInterest", "enjoymentAndUseOfAssets", "rightToProfitOrIncomeFromAssets",
      "nominee", "nominator",
    ]), "directOrIndirect": .word(["direct", "indirect", "unknown"]), "beneficialOwnershipOrControl": .flag,
    "details": .text(), "share": .object(share), "startDate": .day, "endDate": .day,
  ])

  private static let share = BODSShape(properties: [
    "exact": .percent, "minimum": .percent, "maximum": .percent, "exclusiveMinimum": .percent,
    "exclusiveMaximum": .percent,
  ])

  private static let annotation = BODSShape(
    properties: [
      "statementPointerTarget": .text(), "creationDate": .dayOrTime,
      "createdBy": .object(BODSShape(properties: ["name": .text(), "uri": .uri])),
      "motivation": .word(["commenting", "correcting", "identifying", "linking", "transformation"]),
      "description": .text(), "transformedContent": .text(), "url": .uri,
    ], required: ["motivation", "statementPointerTarget"], extra: .annotation)

  private static let publication = BODSShape(
    properties: [
      "publicationDate": .dayOrTime, "bodsVersion": .version, "license": .uri,
      "publisher": .object(BODSShape(properties: ["name": .text(), "url": .uri], oneOf: ["name", "url"])),
    ], required: ["publicationDate", "bodsVersion", "publisher"])

  private static let source = BODSShape(properties: [
    "type": .list(
      .word(["selfDeclaration", "officialRegister", "thirdParty", "primaryResearch", "verified"])),
    "description": .text(), "url": .uri, "retrievedAt": .dayOrTime,
    "assertedBy": .list(.object(BODSShape(properties: ["name": .text(), "uri": .uri]))),
  ])

  private static let identifier = BODSShape(
    properties: ["id": .text(), "scheme": .text(), "schemeName": .text(), "uri": .uri],
    oneOf: ["scheme", "schemeName"])

  private static func place(mostCode: Int) -> BODSShape {
    BODSShape(properties: ["name": .text(), "code": .text(least: 2, most: mostCode)], required: ["name"])
  }

  private static func address(_ kinds: [String]) -> BODSShape {
    BODSShape(properties: [
      "type": .word(kinds), "address": .text(), "postCode": .text(), "country": .object(place(mostCode: 2)),
    ])
  }

  private static let entityType = BODSShape(
    properties: [
      "type": .word([
        "registeredEntity", "legalEntity", "arrangement", "anonymousEntity", "unknownEntity", "state",
        "stateBody",
      ]), "subtype": .word(["governmentDepartment", "stateAgency", "other", "trust", "nomination"]),
      "details": .text(),
    ], required: ["type"], extra: .entityType)

  private static let publicListing = BODSShape(
    properties: [
      "hasPublicListing": .flag, "companyFilingsURLs": .list(.uri),
      "securitiesListings": .list(.object(listing)),
    ], required: ["hasPublicListing"])

  private static let listing = BODSShape(
    properties: [
      "marketIdentifierCode": .text(), "operatingMarketIdentifierCode": .text(),
      "stockExchangeJurisdiction": .text(least: 2, most: 6), "stockExchangeName": .text(),
      "security": .object(
        BODSShape(
          properties: [
            "idScheme": .word(["isin", "figi", "cusip", "cins"]), "id": .text(), "ticker": .text(),
          ],
          required: ["ticker"])),
    ], required: ["stockExchangeJurisdiction", "security", "stockExchangeName"])

  private static let personName = BODSShape(
    properties: [
      "type": .word(["legal", "translation", "transliteration", "former", "alternative", "birth"]),
      "fullName": .text(), "familyName": .text(), "givenName": .text(), "patronymicName": .text(),
    ], required: ["fullName"])

  private static let exposure = BODSShape(
    properties: [
      "status": .word(["isPep", "isNotPep", "unknown"]),
      "details": .list(
        .object(
          BODSShape(properties: [
            "reason": .text(), "missingInfoReason": .text(), "jurisdiction": .object(place(mostCode: 6)),
            "startDate": .day, "endDate": .day, "source": .object(source),
          ]))),
    ], required: ["status"])

  /// Which subtypes go with a type of entity.
  static let subtypes: [String: [String]] = [
    "arrangement": ["trust", "nomination", "other"], "legalEntity": ["trust", "other"],
    "stateBody": ["governmentDepartment", "stateAgency", "other"], "registeredEntity": ["other"],
    "state": ["other"], "anonymousEntity": ["other"], "unknownEntity": ["other"],
  ]
}
