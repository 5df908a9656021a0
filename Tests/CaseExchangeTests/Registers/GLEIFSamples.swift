/// The same made-up records as the GLEIF writes them in XML and as others write them in JSON.
enum GLEIFSamples {
  static let leiXML = """
    \u{FEFF}<?xml version="1.0" encoding="UTF-8"?>
    <lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016" xmlns:gleif="http://www.gleif.org/data/x">
      <lei:LEIHeader><lei:ContentDate>2027-01-02T03:04:05Z</lei:ContentDate><lei:RecordCount>3</lei:RecordCount>
      </lei:LEIHeader><lei:LEIRecords>
    <lei:LEIRecord><lei:LEI>529900T8BM49AURSDO55</lei:LEI><lei:Entity>
      <lei:LegalName xml:lang="fi">Saltmarsh &amp; Oy</lei:LegalName><lei:OtherEntityNames>
      <lei:OtherEntityName xml:lang="fi" type="PREVIOUS_LEGAL_NAME">Saltmarsh Ky</lei:OtherEntityName>
      <lei:OtherEntityName type="TRADING_OR_OPERATING_NAME">Marsh</lei:OtherEntityName></lei:OtherEntityNames>
      <lei:RegistrationAuthority><lei:RegistrationAuthorityID>RA000188</lei:RegistrationAuthorityID>
      <lei:RegistrationAuthorityEntityID>1234567-8</lei:RegistrationAuthorityEntityID></lei:RegistrationAuthority>
      <lei:LegalJurisdiction>FI</lei:LegalJurisdiction>
      <lei:EntityCreationDate>2012-11-29T00:00:00.000Z</lei:EntityCreationDate></lei:Entity><lei:Registration>
      <lei:LastUpdateDate>2026-05-18T15:41:20.212Z</lei:LastUpdateDate></lei:Registration></lei:LEIRecord>
    <lei:LEIRecord><lei:LEI>529900T8BM49AURSDO56</lei:LEI><lei:Entity><lei:LegalName>Drumlin</lei:LegalName></lei:Entity>
    <lei:Extension><gleif:LEI>not this</gleif:LEI></lei:Extension></lei:LEIRecord>
    <lei:LEIRecord><lei:Entity/></lei:LEIRecord>
      </lei:LEIRecords>
    </lei:LEIData>
    """

  static let leiJSON = """
    [{"LEI":"529900T8BM49AURSDO55","Entity":{"LegalName":"Saltmarsh & Oy","OtherEntityNames":[
    {"type":"PREVIOUS_LEGAL_NAME","OtherEntityName":"Saltmarsh Ky"},
    {"type":"TRADING_OR_OPERATING_NAME","OtherEntityName":"Marsh"}],"RegistrationAuthority":{
    "RegistrationAuthorityID":"RA000188","RegistrationAuthorityEntityID":"1234567-8"},"LegalJurisdiction":"FI",
    "EntityCreationDate":"2012-11-29T00:00:00.000Z"},"Registration":{"LastUpdateDate":"2026-05-18T15:41:20.212Z"}},
    {"LEI":"529900T8BM49AURSDO56","Entity":{"LegalName":"Drumlin"}},{"Entity":{}}]
    """

  /// No prefix, and a period of another kind before the one that counts.
  static let relationshipXML = """
    <RelationshipData xmlns="http://www.gleif.org/data/schema/rr/2016"><Header><RecordCount>2</RecordCount></Header>
    <RelationshipRecords><RelationshipRecord><Relationship>
      <StartNode><NodeID>529900T8BM49AURSDO55</NodeID></StartNode><EndNode><NodeID>PARENT</NodeID></EndNode>
      <RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY</RelationshipType><RelationshipPeriods>
      <RelationshipPeriod><StartDate>2019-01-01T00:00:00Z</StartDate><PeriodType>ACCOUNTING_PERIOD</PeriodType>
      </RelationshipPeriod><RelationshipPeriod><StartDate>2020-01-02T00:00:00Z</StartDate>
      <EndDate>2025-01-02T00:00:00Z</EndDate><PeriodType>RELATIONSHIP_PERIOD</PeriodType></RelationshipPeriod>
      </RelationshipPeriods><RelationshipStatus>INACTIVE</RelationshipStatus></Relationship></RelationshipRecord>
    <RelationshipRecord><Relationship><StartNode/></Relationship></RelationshipRecord></RelationshipRecords>
    </RelationshipData>
    """

  static let relationshipJSON = """
    [{"Relationship":{"StartNode":{"NodeID":"529900T8BM49AURSDO55"},"EndNode":{"NodeID":"PARENT"},
    "RelationshipType":"IS_DIRECTLY_CONSOLIDATED_BY","RelationshipPeriods":[
    {"StartDate":"2019-01-01T00:00:00Z","PeriodType":"ACCOUNTING_PERIOD"},{"StartDate":"2020-01-02T00:00:00Z",
    "EndDate":"2025-01-02T00:00:00Z","PeriodType":"RELATIONSHIP_PERIOD"}],"RelationshipStatus":"INACTIVE"}},
    {"Relationship":{"StartNode":{}}}]
    """

  static let exceptionXML = """
    <r:ReportingExceptionData xmlns:r="http://www.gleif.org/data/schema/repex/2016"><r:Header>
    <r:ContentDate>2027-01-02T03:04:05Z</r:ContentDate></r:Header><r:ReportingExceptions><r:Exception>
    <r:LEI>529900T8BM49AURSDO55</r:LEI><r:ExceptionCategory>ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT</r:ExceptionCategory>
    <r:ExceptionReason>NO_KNOWN_PERSON</r:ExceptionReason><r:ExceptionReason>NON_PUBLIC</r:ExceptionReason></r:Exception>
    </r:ReportingExceptions></r:ReportingExceptionData>
    """

  static let exceptionJSON = """
    {"LEI":"529900T8BM49AURSDO55","ExceptionCategory":"ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT",
    "ExceptionReason":["NO_KNOWN_PERSON","NON_PUBLIC"],"ContentDate":"2027-01-02T03:04:05Z"}
    """
}
