/// Names of countries, as `docs/names.md` §2 describes the table: codes, then spellings between `|`.
enum CountryTable {
  /// ISO 3166-1 alpha-2 and alpha-3, short and official names; then spellings of the OFAC, UN, EU and UK lists,
  /// and the word for a national. `XK` is what lists write for Kosovo, which ISO has no code for.
  static let text = """
    AD AND Andorra|Principality of Andorra
    AE ARE United Arab Emirates|UAE|U.A.E.|Emirates|Emirati
    AF AFG Afghanistan|Islamic Republic of Afghanistan|Afghan|Islamic Emirate of Afghanistan
    AG ATG Antigua and Barbuda|Antigua
    AI AIA Anguilla
    AL ALB Albania|Republic of Albania|Albanian|Shqipëria|Shqipëri
    AM ARM Armenia|Republic of Armenia|Armenian
    AO AGO Angola|Republic of Angola|Angolan
    AQ ATA Antarctica
    AR ARG Argentina|Argentine Republic|Argentine|Argentinian
    AS ASM American Samoa
    AT AUT Austria|Republic of Austria|Austrian|Österreich|Oesterreich
    AU AUS Australia|Australian|Commonwealth of Australia
    AW ABW Aruba
    AX ALA Åland Islands|Aland
    AZ AZE Azerbaijan|Republic of Azerbaijan|Azerbaijani|Azeri
    BA BIH Bosnia and Herzegovina|Republic of Bosnia and Herzegovina|Bosnia|Bosnian|Bosnia-Herzegovina
    BB BRB Barbados
    BD BGD Bangladesh|People's Republic of Bangladesh|Bangladeshi
    BE BEL Belgium|Kingdom of Belgium|Belgian|Belgique|België|Belgien
    BF BFA Burkina Faso|Burkinabe
    BG BGR Bulgaria|Republic of Bulgaria|Bulgarian|Balgariya|Bulgariya
    BH BHR Bahrain|Kingdom of Bahrain|Bahraini
    BI BDI Burundi|Republic of Burundi|Burundian
    BJ BEN Benin|Republic of Benin|Beninese
    BL BLM Saint Barthélemy|St. Barthelemy|Saint Barth
    BM BMU Bermuda
    BN BRN Brunei Darussalam|Brunei|Nation of Brunei
    BO BOL Bolivia, Plurinational State of|Plurinational State of Bolivia|Bolivia|Bolivian
    BQ BES Bonaire, Sint Eustatius and Saba|Bonaire
    BR BRA Brazil|Federative Republic of Brazil|Brazilian|Brasil
    BS BHS Bahamas|Commonwealth of the Bahamas|The Bahamas|Bahamian
    BT BTN Bhutan|Kingdom of Bhutan
    BV BVT Bouvet Island
    BW BWA Botswana|Republic of Botswana
    BY BLR Belarus|Republic of Belarus|Belarusian|Belorussia|Byelorussia|Belorussiya
    BZ BLZ Belize
    CA CAN Canada|Canadian
    CC CCK Cocos (Keeling) Islands|Cocos Islands
    CD COD Congo, The Democratic Republic of the|Democratic Republic of the Congo|DR Congo|DRC
    CD COD Congo-Kinshasa|Congo, Democratic Republic|Congo (Democratic Republic)|Congo (Kinshasa)|Zaire
    CD COD Congolese (DRC)
    CF CAF Central African Republic|Central African
    CG COG Congo|Republic of the Congo|Congo-Brazzaville|Congo (Brazzaville)|Congo (Republic)
    CH CHE Switzerland|Swiss Confederation|Swiss|Schweiz|Suisse|Svizzera
    CI CIV Côte d'Ivoire|Republic of Côte d'Ivoire|Ivory Coast|Cote d Ivoire|Ivorian
    CK COK Cook Islands
    CL CHL Chile|Republic of Chile|Chilean
    CM CMR Cameroon|Republic of Cameroon|Cameroonian
    CN CHN China|People's Republic of China|Chinese|PRC|P.R.C.|P.R. China|PR China|Mainland China
    CO COL Colombia|Republic of Colombia|Colombian
    CR CRI Costa Rica|Republic of Costa Rica|Costa Rican
    CU CUB Cuba|Republic of Cuba|Cuban
    CV CPV Cabo Verde|Republic of Cabo Verde|Cape Verde
    CW CUW Curaçao|Curacao
    CX CXR Christmas Island
    CY CYP Cyprus|Republic of Cyprus|Cypriot
    CZ CZE Czechia|Czech Republic|Czech|Česko|Ceska|Česká Republika
    DE DEU Germany|Federal Republic of Germany|German|Deutschland|Allemagne|Alemania
    DJ DJI Djibouti|Republic of Djibouti
    DK DNK Denmark|Kingdom of Denmark|Danish|Danmark
    DM DMA Dominica|Commonwealth of Dominica
    DO DOM Dominican Republic|Dominican
    DZ DZA Algeria|People's Democratic Republic of Algeria|Algerian|Algérie
    EC ECU Ecuador|Republic of Ecuador|Ecuadorian|Ecuadorean
    EE EST Estonia|Republic of Estonia|Estonian|Eesti
    EG EGY Egypt|Arab Republic of Egypt|Egyptian|Egypte
    EH ESH Western Sahara
    ER ERI Eritrea|State of Eritrea|Eritrean
    ES ESP Spain|Kingdom of Spain|Spanish|España
    ET ETH Ethiopia|Federal Democratic Republic of Ethiopia|Ethiopian
    FI FIN Finland|Republic of Finland|Finnish|Suomi
    FJ FJI Fiji|Republic of Fiji
    FK FLK Falkland Islands (Malvinas)|Falkland Islands|Falklands
    FM FSM Micronesia, Federated States of|Federated States of Micronesia|Micronesia
    FO FRO Faroe Islands|Faeroe Islands
    FR FRA France|French Republic|French|Francia|Frankreich
    GA GAB Gabon|Gabonese Republic|Gabonese
    GB GBR United Kingdom|United Kingdom of Great Britain and Northern Ireland|UK|U.K.|Great Britain
    GB GBR Britain|British|England|Scotland|Wales|Northern Ireland|England and Wales
    GD GRD Grenada
    GE GEO Georgia|Georgian
    GF GUF French Guiana
    GG GGY Guernsey
    GH GHA Ghana|Republic of Ghana|Ghanaian
    GI GIB Gibraltar
    GL GRL Greenland
    GM GMB Gambia|Republic of the Gambia|The Gambia|Gambian
    GN GIN Guinea|Republic of Guinea|Guinean|Guinea-Conakry
    GP GLP Guadeloupe
    GQ GNQ Equatorial Guinea|Republic of Equatorial Guinea
    GR GRC Greece|Hellenic Republic|Greek|Hellas|Ellada
    GS SGS South Georgia and the South Sandwich Islands|South Georgia
    GT GTM Guatemala|Republic of Guatemala|Guatemalan
    GU GUM Guam
    GW GNB Guinea-Bissau|Republic of Guinea-Bissau|Guinea Bissau
    GY GUY Guyana|Republic of Guyana
    HK HKG Hong Kong|Hong Kong Special Administrative Region of China|Hong Kong SAR|Hong Kong, China
    HK HKG Hong Kong SAR, China
    HM HMD Heard Island and McDonald Islands
    HN HND Honduras|Republic of Honduras|Honduran
    HR HRV Croatia|Republic of Croatia|Croatian|Hrvatska
    HT HTI Haiti|Republic of Haiti|Haitian
    HU HUN Hungary|Hungarian|Magyarország
    ID IDN Indonesia|Republic of Indonesia|Indonesian|Endonesia
    IE IRL Ireland|Irish|Republic of Ireland|Eire|Éire
    IL ISR Israel|State of Israel|Israeli
    IM IMN Isle of Man|Manx
    IN IND India|Republic of India|Indian
    IO IOT British Indian Ocean Territory
    IQ IRQ Iraq|Republic of Iraq|Iraqi
    IR IRN Iran, Islamic Republic of|Islamic Republic of Iran|Iran|Iranian|I.R. Iran|I.R.I.
    IS ISL Iceland|Republic of Iceland|Icelandic|Ísland
    IT ITA Italy|Italian Republic|Italian|Italia
    JE JEY Jersey
    JM JAM Jamaica|Jamaican
    JO JOR Jordan|Hashemite Kingdom of Jordan|Jordanian
    JP JPN Japan|Japanese
    KE KEN Kenya|Republic of Kenya|Kenyan
    KG KGZ Kyrgyzstan|Kyrgyz Republic|Kyrgyz|Kirghizia|Kyrgystan|Kirgizstan
    KH KHM Cambodia|Kingdom of Cambodia|Cambodian
    KI KIR Kiribati|Republic of Kiribati
    KM COM Comoros|Union of the Comoros|The Comoros
    KN KNA Saint Kitts and Nevis|St. Kitts and Nevis|St Kitts & Nevis
    KP PRK Korea, Democratic People's Republic of|Democratic People's Republic of Korea|North Korea
    KP PRK North Korean|DPRK|D.P.R.K.|DPR Korea|D.P.R. Korea|Korea, DPR|Korea (North)
    KP PRK Democratic Peoples Republic of Korea|DPR of Korea|Korea, Democratic People's Rep.
    KR KOR Korea, Republic of|South Korea|South Korean|ROK|R.O.K.|Korea (South)|Korea, Rep.
    KW KWT Kuwait|State of Kuwait|Kuwaiti
    KY CYM Cayman Islands
    KZ KAZ Kazakhstan|Republic of Kazakhstan|Kazakh|Kazakhstani|Kazakstan
    LA LAO Lao People's Democratic Republic|Laos|Lao|Laotian|Lao PDR
    LB LBN Lebanon|Lebanese Republic|Lebanese
    LC LCA Saint Lucia|St. Lucia
    LI LIE Liechtenstein|Principality of Liechtenstein|Liechtensteiner
    LK LKA Sri Lanka|Democratic Socialist Republic of Sri Lanka|Sri Lankan|Ceylon
    LR LBR Liberia|Republic of Liberia|Liberian
    LS LSO Lesotho|Kingdom of Lesotho
    LT LTU Lithuania|Republic of Lithuania|Lithuanian|Lietuva
    LU LUX Luxembourg|Grand Duchy of Luxembourg|Luxembourgish|Luxemburg
    LV LVA Latvia|Republic of Latvia|Latvian|Latvija
    LY LBY Libya|Libyan|Libyan Arab Jamahiriya|State of Libya
    MA MAR Morocco|Kingdom of Morocco|Moroccan|Maroc
    MC MCO Monaco|Principality of Monaco|Monegasque
    MD MDA Moldova, Republic of|Republic of Moldova|Moldova|Moldovan|Moldavia
    ME MNE Montenegro|Montenegrin
    MF MAF Saint Martin (French part)|Saint Martin|St. Martin
    MG MDG Madagascar|Republic of Madagascar
    MH MHL Marshall Islands|Republic of the Marshall Islands
    MK MKD North Macedonia|Republic of North Macedonia|Macedonia|Macedonian|FYROM
    MK MKD Former Yugoslav Republic of Macedonia|The Republic of Macedonia
    ML MLI Mali|Republic of Mali|Malian
    MM MMR Myanmar|Republic of Myanmar|Burma|Burmese|Myanmar (Burma)|Burma (Myanmar)|Myanmar/Burma
    MM MMR Republic of the Union of Myanmar|Union of Myanmar
    MN MNG Mongolia|Mongolian
    MO MAC Macao|Macao Special Administrative Region of China|Macau|Macau SAR|Macao SAR|Macau, China
    MP MNP Northern Mariana Islands|Commonwealth of the Northern Mariana Islands
    MQ MTQ Martinique
    MR MRT Mauritania|Islamic Republic of Mauritania|Mauritanian
    MS MSR Montserrat
    MT MLT Malta|Republic of Malta|Maltese
    MU MUS Mauritius|Republic of Mauritius|Mauritian
    MV MDV Maldives|Republic of Maldives|Maldivian|Republic of the Maldives
    MW MWI Malawi|Republic of Malawi
    MX MEX Mexico|United Mexican States|Mexican|México
    MY MYS Malaysia|Malaysian|Malaya
    MZ MOZ Mozambique|Republic of Mozambique|Mozambican
    NA NAM Namibia|Republic of Namibia|Namibian
    NC NCL New Caledonia
    NE NER Niger|Republic of the Niger|Nigerien
    NF NFK Norfolk Island
    NG NGA Nigeria|Federal Republic of Nigeria|Nigerian
    NI NIC Nicaragua|Republic of Nicaragua|Nicaraguan
    NL NLD Netherlands|Kingdom of the Netherlands|The Netherlands|Holland|Dutch|Nederland
    NO NOR Norway|Kingdom of Norway|Norwegian|Norge|Noreg
    NP NPL Nepal|Federal Democratic Republic of Nepal|Nepalese|Nepali
    NR NRU Nauru|Republic of Nauru
    NU NIU Niue
    NZ NZL New Zealand|New Zealander
    OM OMN Oman|Sultanate of Oman|Omani
    PA PAN Panama|Republic of Panama|Panamanian|Panamá
    PE PER Peru|Republic of Peru|Peruvian|Perú
    PF PYF French Polynesia|Tahiti
    PG PNG Papua New Guinea|Independent State of Papua New Guinea
    PH PHL Philippines|Republic of the Philippines|Filipino|Philippine
    PK PAK Pakistan|Islamic Republic of Pakistan|Pakistani
    PL POL Poland|Republic of Poland|Polish|Polska
    PM SPM Saint Pierre and Miquelon|St. Pierre and Miquelon
    PN PCN Pitcairn|Pitcairn Islands
    PR PRI Puerto Rico
    PS PSE Palestine, State of|State of Palestine|Palestine|Palestinian|Occupied Palestinian Territory
    PS PSE Palestinian Territory, Occupied|Palestinian Territories|Palestinian Territory
    PT PRT Portugal|Portuguese Republic|Portuguese
    PW PLW Palau|Republic of Palau
    PY PRY Paraguay|Republic of Paraguay|Paraguayan
    QA QAT Qatar|State of Qatar|Qatari
    RE REU Réunion|Reunion
    RO ROU Romania|Romanian|Roumania|Rumania|România
    RS SRB Serbia|Republic of Serbia|Serbian|Srbija
    RU RUS Russian Federation|Russia|Russian|Rossiya|Rossii
    RW RWA Rwanda|Rwandese Republic|Rwandan|Rwandese|Republic of Rwanda
    SA SAU Saudi Arabia|Kingdom of Saudi Arabia|Saudi|Saudi Arabian|KSA
    SB SLB Solomon Islands
    SC SYC Seychelles|Republic of Seychelles
    SD SDN Sudan|Republic of the Sudan|Sudanese|The Sudan
    SE SWE Sweden|Kingdom of Sweden|Swedish|Sverige
    SG SGP Singapore|Republic of Singapore|Singaporean
    SH SHN Saint Helena, Ascension and Tristan da Cunha|Saint Helena|St. Helena
    SI SVN Slovenia|Republic of Slovenia|Slovenian|Slovene|Slovenija
    SJ SJM Svalbard and Jan Mayen
    SK SVK Slovakia|Slovak Republic|Slovak|Slovensko
    SL SLE Sierra Leone|Republic of Sierra Leone|Sierra Leonean
    SM SMR San Marino|Republic of San Marino
    SN SEN Senegal|Republic of Senegal|Senegalese
    SO SOM Somalia|Federal Republic of Somalia|Somali
    SR SUR Suriname|Republic of Suriname
    SS SSD South Sudan|Republic of South Sudan|South Sudanese
    ST STP Sao Tome and Principe|Democratic Republic of Sao Tome and Principe|São Tomé and Príncipe
    SV SLV El Salvador|Republic of El Salvador
    SX SXM Sint Maarten (Dutch part)|Sint Maarten
    SY SYR Syrian Arab Republic|Syria|Syrian|Syria, Arab Republic
    SZ SWZ Eswatini|Kingdom of Eswatini|Swaziland
    TC TCA Turks and Caicos Islands|Turks & Caicos
    TD TCD Chad|Republic of Chad|Chadian
    TF ATF French Southern Territories
    TG TGO Togo|Togolese Republic|Togolese
    TH THA Thailand|Kingdom of Thailand|Thai
    TJ TJK Tajikistan|Republic of Tajikistan|Tajik|Tadzhikistan
    TK TKL Tokelau
    TL TLS Timor-Leste|Democratic Republic of Timor-Leste|East Timor|Timor Leste
    TM TKM Turkmenistan|Turkmen
    TN TUN Tunisia|Republic of Tunisia|Tunisian|Tunisie
    TO TON Tonga|Kingdom of Tonga
    TR TUR Türkiye|Republic of Türkiye|Turkey|Turkish|Turkiye|Republic of Turkey
    TT TTO Trinidad and Tobago|Republic of Trinidad and Tobago|Trinidad
    TV TUV Tuvalu
    TW TWN Taiwan, Province of China|Taiwan|Taiwanese|Chinese Taipei|Republic of China
    TW TWN Republic of China (Taiwan)|Taiwan, China
    TZ TZA Tanzania, United Republic of|United Republic of Tanzania|Tanzania|Tanzanian
    UA UKR Ukraine|Ukrainian|Ukraina|Ukrainy
    UG UGA Uganda|Republic of Uganda|Ugandan
    UM UMI United States Minor Outlying Islands
    US USA United States|United States of America|USA|U.S.|U.S.A.|America|American|United States (USA)
    UY URY Uruguay|Eastern Republic of Uruguay|Uruguayan|Oriental Republic of Uruguay
    UZ UZB Uzbekistan|Republic of Uzbekistan|Uzbek|Uzbekistani
    VA VAT Holy See (Vatican City State)|Holy See|Vatican|Vatican City|Vatican City State
    VC VCT Saint Vincent and the Grenadines|St. Vincent and the Grenadines|Saint Vincent
    VE VEN Venezuela, Bolivarian Republic of|Bolivarian Republic of Venezuela|Venezuela|Venezuelan
    VG VGB Virgin Islands, British|British Virgin Islands|Virgin Islands (British)|BVI
    VI VIR Virgin Islands, U.S.|Virgin Islands of the United States|U.S. Virgin Islands
    VI VIR US Virgin Islands|Virgin Islands (U.S.)|United States Virgin Islands
    VN VNM Viet Nam|Socialist Republic of Viet Nam|Vietnam|Vietnamese
    VU VUT Vanuatu|Republic of Vanuatu
    WF WLF Wallis and Futuna|Wallis and Futuna Islands
    WS WSM Samoa|Independent State of Samoa
    XK XKX Kosovo|Republic of Kosovo|Kosovan|Kosovar
    YE YEM Yemen|Republic of Yemen|Yemeni
    YT MYT Mayotte
    ZA ZAF South Africa|Republic of South Africa|South African|RSA
    ZM ZMB Zambia|Republic of Zambia|Zambian
    ZW ZWE Zimbabwe|Republic of Zimbabwe|Zimbabwean
    """
}
