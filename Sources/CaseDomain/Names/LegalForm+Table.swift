// Legal forms as names carry them: in full and abbreviated, without full stops, Latin letters without marks.
// Written `s.a.`, `s a`, `S/A` or `sa`, an abbreviation is one. Sources: the GLEIF's Entity Legal Forms code
// list (ISO 20275) for which forms a country has; usage for how names shorten them. No completeness claimed.

extension LegalForm {
  static let rows: [(LegalForm, String)] = [
    // English-speaking countries, India, Pakistan, South-East Asia in English.
    (
      .limited,
      """
      ltd,limited,llc,lc,ltd co,co ltd,company limited,limited company,limited liability company
      limited liability co,limited liability,private limited,private limited company,private ltd,pvt ltd
      pvt limited,pvt,p ltd,p limited,private company limited by shares,proprietary limited,proprietary ltd
      unlimited,ltd liability co,ltd liability company,pty,pty ltd,pty limited,pte,pte ltd,pte limited,unlimited company,opc,close corporation,cic
      company limited by guarantee,designated activity company,dac,pllc
      ulc,unlimited liability company,clg,cc,smc pvt,smc pvt ltd,smc pvt limited,smc private limited,teoranta,cyf
      cyfyngedig,ltee,limitee,selarl
      """
    ),
    (
      .stock,
      """
      inc,incorporated,corp,corporation,plc,public limited company,public limited,public company limited,pcl
      joint stock company,joint stock,joint stock co,joint stock compan,stock company,open joint stock company
      closed joint stock company,public joint stock company,private joint stock company,pjsc,ojsc,cjsc,jsc
      ojs,pjs,open stock company,na,national association,psc,public shareholding company
      joint stock corporation,public joint stock co
      open jsc,closed jsc,public jsc,private jsc,prjsc,open joint stock co,closed joint stock co,private joint stock co
      saudi joint stock company,saudi joint stock co,saudi jsc,incorporee,nvsa,sanv,ca,compania anonima,sicav,hf
      """
    ),
    (
      .partnership,
      """
      lp,llp,lllp,limited partnership,limited liability partnership,limited liability limited partnership
      general partnership,cooperative,co op
      cooperative society,co operative society,cooperative society limited,co operative society limited,senc,gie
      groupement d interet economique,groupement dinteret economique,og,offene gesellschaft,eg,mbb,partg,partg mbb,kkt
      kozkereseti tarsasag,is,ps,ky,kommandiittiyhtio,kommanditselskab
      """
    ),
    (.nonProfit, "foundation,ngo,npc,non profit organization,non profit organisation,charitable trust"),
    (
      .state,
      "state enterprise,state unitary enterprise,federal state unitary enterprise,fsue,state owned enterprise"
    ),
    (
      .company,
      """
      co,company,comp,compan,est,establishment,coy,ms,group of companies,in liquidation,pc
      professional corporation,tmi,toiminimi,me,epp,ltda me,ltda epp,in liquidazione
      """
    ),
    // German, Dutch.
    (
      .limited,
      """
      gmbh,gmbh il,gmbh i l,anstalt,ggmbh,mbh,gesellschaft mit beschrankter haftung,gesellschaft m b h,ges mbh,gesmbh,bv,bvba
      besloten vennootschap
      besloten vennootschap met beperkte aansprakelijkheid,ug,ug haftungsbeschrankt,sprl,srl bv
      unternehmergesellschaft haftungsbeschrankt
      """
    ),
    (.stock, "ag,aktiengesellschaft,se,societas europaea,nv,naamloze vennootschap,kgaa"),
    (
      .partnership,
      """
      kg,ohg,gbr,gmbh and co kg,gmbh co kg,gmbh and co kgaa,ag and co kg,ag and co kgaa
      se and co kgaa,se and co kg,ug and co kg,ek,e kfm,e kfr,kommanditgesellschaft,vof
      ev genossenschaft
      offene handelsgesellschaft,eingetragene genossenschaft,commanditaire vennootschap,cvba
      """
    ),
    (.nonProfit, "ev,eingetragener verein,stiftung,stichting,vzw,vereniging zonder winstoogmerk"),
    // French, Italian, Spanish, Portuguese, Romanian.
    (
      .limited,
      """
      sarl,sa rl,sarlu,eurl,srl,srls,societe a responsabilite limitee
      entreprise unipersonnelle a responsabilite limitee
      societa a responsabilita limitata,societa a responsabilita limitata semplificata
      sociedad de responsabilidad limitada,sociedad limitada,sociedad limitada unipersonal,sl,slu,slne,sll
      s de rl
      s de rl de cv,srl de cv,sociedad de responsabilidad limitada de capital variable,limitada,ltda,lda
      sociedade limitada,sociedade por quotas,unipessoal lda,eireli,eirl
      societatea cu raspundere limitata,societate cu raspundere limitata,sc
      """
    ),
    (
      .stock,
      """
      sa,sau,sas,sasu,spa,societe anonyme,societe par actions simplifiee,societa per azioni,sociedad anonima
      sociedad anonima unipersonal,sociedad anonima cerrada,sociedad anonima abierta,sociedade anonima
      sa de cv,sab de cv,sapi de cv,sociedad anonima de capital variable
      sociedad anonima bursatil de capital variable
      sac,saa,saic,saci,sad,sociedad por acciones simplificada,sociedad por acciones,companhia aberta
      societate pe actiuni,societatea pe actiuni,saog,saoc
      """
    ),
    (
      .partnership,
      """
      snc,scs,sca,sci,scop,scarl,scrl,scpa,sas di,societe en nom collectif,societe en commandite simple
      societe en commandite par actions,societe civile immobiliere,societe cooperative,societa cooperativa
      societa in nome collettivo,societa in accomandita semplice,sociedad cooperativa,cooperativa,cv
      """
    ),
    (
      .nonProfit,
      "fundacion,fondation,fundacao,fondazione,asbl,onlus,association sans but lucratif,associacao"
    ),
    (.company, "cie,compagnie,compania,companhia,cia,firma"),
    // Nordic and Baltic.
    (
      .limited,
      """
      oy,osakeyhtio,aps,anpartsselskab,ehf,einkahlutafelag,uab,uzdaroji akcine bendrove,sia
      sabiedriba ar ierobezotu atbildibu,ou,osauhing,osauehing,privat aktiebolag
      """
    ),
    (
      .stock,
      """
      ab,aktiebolag,aktiebolaget,ab publ,publikt aktiebolag,oyj,julkinen osakeyhtio,abp,as,aksjeselskap
      aktieselskab,aktieselskabet
      aktieselskapet,asa,allmennaksjeselskap,hlutafelag,akcine bendrove,akciju sabiedriba,aktsiaselts
      """
    ),
    (.partnership, "hb,handelsbolag,kommanditbolag,ans,ansvarlig selskap,interessentskab,usaldusuhing"),
    (.nonProfit, "stiftelse,stiftelsen,saatio,ry,rekisteroity yhdistys,mtu,sihtasutus,viesoji istaiga,vsi"),
    (.state, "valstybes imone"),
    // Polish, Czech, Slovak, Hungarian, South Slavic, Albanian.
    (
      .limited,
      """
      sp z oo,spolka z oo,sp zoo,spzoo,spolka z ograniczona odpowiedzialnoscia,sp z ograniczona odpowiedzialnoscia
      sro,spol sro,spol s ro,spolecnost s rucenim omezenym,spolocnost s rucenim obmedzenym,kft
      korlatolt felelossegu tarsasag
      doo,drustvo s ogranicenom odgovornoscu,drustvo sa ogranicenom odgovornoscu
      druzba z omejeno odgovornostjo
      drushtvo s ogranichena otgovornost,ood,eood,dooel,shpk,jdoo
      drushtvo so ogranichena odgovornost,ednolichno drushtvo s ogranichena otgovornost
      дружество с ограничена отговорност,еднолично дружество с ограничена отговорност
      друштво са ограниченом одговорношћу
      """
    ),
    (
      .stock,
      """
      spolka akcyjna,prosta spolka akcyjna,psa,akciova spolecnost,akciova spolocnost,as
      nyrt,zrt,nyilvanosan mukodo reszvenytarsasag,zartkoruen mukodo reszvenytarsasag,reszvenytarsasag
      dd,dionicko drustvo,delniska druzba,deonicarsko drustvo,akcionarsko drustvo,ad,ead
      aktsionerno druzhestvo
      акционерно дружество,акционарско друштво,shoqeri anonime
      """
    ),
    (
      .partnership,
      """
      sp j,spolka jawna,sp k,spolka komandytowa,spolka komandytowo akcyjna,spolka cywilna,ska,sp p,vos
      verejna obchodni spolecnost,verejna obchodna spolocnost,ks,komanditni spolecnost
      komanditna spolocnost,bt,beteti tarsasag
      """
    ),
    (.nonProfit, "fundacja,stowarzyszenie,zapsany spolek,zs,nadace,alapitvany,egyesulet"),
    (.state, "statni podnik,przedsiebiorstwo panstwowe,javno preduzece"),
    // Russian, Ukrainian, Belarusian, Kazakh and neighbours, in their script and in Latin letters.
    (
      .limited,
      """
      ooo,ооо,тов,tov,тоо,too,осоо,osoo,обсо,mchj,мчж,ооу,mmc,ммс
      общество с ограниченной ответственностью,общество с дополнительной ответственностью
      товарищество с ограниченной ответственностью,товариство з обмеженою відповідальністю
      таварыства з абмежаванай адказнасцю,obshchestvo s ogranichennoi otvetstvennostyu
      obschestvo s ogranichennoy otvetstvennostyu,obshchestvo s ogranichennoi otvetstvennostiu,жшс,zhshs
      jauapkershiligi shekteuli seriktestik,masuliyati cheklangan jamiyat,mehdud mesuliyyetli cemiyyet
      mehdud mesuliyyetli cemiyyeti,mahdud masuliyyatli jamiyyati,məhdud məsuliyyətli cəmiyyəti
      """
    ),
    (
      .stock,
      """
      ao,oao,zao,pao,nao,ао,оао,зао,пао,нао,ат,пат,прат,ват,зат,at,pat,prat,aat,vat,аат,зат,хк
      акционерное общество,открытое акционерное общество,закрытое акционерное общество
      публичное акционерное общество,непубличное акционерное общество,акционерная компания
      публічне акціонерне товариство,приватне акціонерне товариство,відкрите акціонерне товариство
      закрите акціонерне товариство,акціонерне товариство,aktsionernoe obschestvo,aktsionernoye obshchestvo
      otkrytoye aktsionernoye obshchestvo,zakrytoye aktsionernoye obshchestvo
      publichnoye aktsionernoye obshchestvo
      адкрытае акцыянернае таварыства,закрытае акцыянернае таварыства,aksiyadorlik jamiyati
      аксионерлик жамияти
      aciq sehmdar cemiyyeti,asc,qsc,sehmdar cemiyyeti,aciq sahmdar jamiyyati,aciq səhmdar cəmiyyəti
      """
    ),
    (
      .partnership,
      "полное товарищество,командитное товарищество,производственный кооператив,кооператив,kooperativ"
    ),
    (
      .nonProfit,
      """
      ano,nko,ано,нко,автономная некоммерческая организация,некоммерческая организация
      некоммерческое партнерство
      благотворительный фонд,общественная организация,громадська організація,благодійний фонд
      nonprofit organization
      autonomous non profit organization,autonomous nonprofit organization
      autonomous noncommercial organization
      """
    ),
    (
      .state,
      """
      fgup,gup,mup,фгуп,гуп,муп,fgbu,фгбу,gku,fkp,фкп,фгку,dp,дп,рго,рупп,руп,rup,
      федеральное государственное унитарное предприятие,государственное унитарное предприятие
      муниципальное унитарное предприятие,федеральное казенное предприятие
      республиканское унитарное предприятие
      федеральное государственное бюджетное учреждение,державне підприємство,комунальне підприємство
      federal state budgetary institution,federal state budgetary establishment,republican unitary enterprise
      унитарное предприятие,казенное предприятие
      """
    ),
    (
      .company,
      """
      корпорация,korporatsiya,компания,компанія,kompaniya,фирма,фірма,ip,ип,фоп,fop,chp,чп
      individual entrepreneur,индивидуальный предприниматель
      """
    ),
    // Greek.
    (
      .limited,
      """
      επε,εταιρεια περιορισμενης ευθυνης,ικε,ιδιωτικη κεφαλαιουχικη εταιρεια,epe,ike,mepe,μεπε
      μονοπροσωπη επε
      """
    ),
    (
      .stock,
      """
      αε,ανωνυμη εταιρεια,ανωνυμος εταιρεια,αεβε,αββεε,αβεε,ae,anonymi etaireia,anonimi eteria
      societe anonyme hellenique
      """
    ),
    (.partnership, "ομορρυθμη εταιρεια,ετερορρυθμη εταιρεια,ναυτικη εταιρεια"),
    (.company, "εταιρεια,εταιρια,etaireia,etairia"),
    // Turkish.
    (
      .limited,
      """
      ltd sti,limited sirketi,sti,limited sti,san ve tic ltd sti,sanayi ve ticaret limited sirketi,tic ltd sti
      ticaret limited sirketi,ve ticaret limited sirketi,ve tic ltd sti,tic ve san ltd sti
      san tic ltd sti,sanayi ticaret ltd sti,sanayi ticaret limited sirketi
      ticaret ve sanayi limited sirketi
      anonim sirketi limited
      """
    ),
    (
      .stock,
      """
      anonim sirketi,anonim sirket,anonim ortakligi,anonim ortaklik,ao,san ve tic as,sanayi ve ticaret as
      sanayi ve ticaret anonim sirketi,tic as,san tic as,sanayi ticaret as,sanayi ticaret anonim sirketi,ticaret as,ve tic as,ve ticaret as,tic ve san as
      ticaret ve sanayi as
      """
    ),
    (.nonProfit, "vakfi,dernegi"),
    (.company, "sirketi,sirket,sti ltd,kollektif sirketi,komandit sirketi"),
    // Arabic, Persian, Hebrew, Urdu; the Gulf's in English.
    (
      .limited,
      """
      ذ م م,ذمم,ش ذ م م,شذمم,ش م م,شمم,ذات مسؤولية محدودة,ذات المسؤولية المحدودة,ذات مسئولية محدودة
      شركة ذات مسؤولية محدودة,شركة محدودة,المحدودة,محدودة,wll,spc,fze,fzco,fzc,fz co,fzllc,fz llc,fz est
      free zone establishment,free zone company,free zone co,free zone limited liability company,dmcc
      dwc llc,with limited liability
      sole proprietorship,one person company,مسئولیت محدود,با مسئولیت محدود,با مسوولیت محدود,masouliat mahdoud
      with responsibility limited,בע מ
      """
    ),
    (
      .stock,
      """
      ش م ع,شمع,ش م ك,شمك,ش م ل,شمل,ش م ق,شمق,ش م ب,شمب,ش م,شم,ش م س,شمس,مساهمة عامة,مساهمة خاصة
      شركة مساهمة,شركة مساهمة عامة,شركة مساهمة مقفلة,مساهمة مقفلة,شركة المساهمة,ksc,kscc,kscp,sae,sal,saog
      bsc,qpsc,qsc,bsc c,bsc closed,sal offshore
      سهامی عام,سهامی خاص,شرکت سهامی عام,شرکت سهامی خاص,شرکت سهامی,sahami am,sahami khas,sherkat sahami am
      sherkat sahami khas,sherkate sahami,sherkat e sahami am,sherkat e sahami khas,sahami aam
      sahami khass,sherkat sahami
      """
    ),
    (
      .partnership,
      "شركة تضامن,شركة توصية بسيطة,شركة توصية,تضامنية,شرکت تعاونی,تعاونی,sherkat taavoni,sherkat tazamoni"
    ),
    (.nonProfit, "waqf,وقف,جمعية خيرية,مؤسسة خيرية,بنیاد,bonyad,خیریه,עמותה"),
    (
      .company,
      """
      شركة,شركه,الشركة,شرکت,شركات,מפעלי,חברה,חברת,کمپنی,sherkat,sherkate,sharikat,sharika,sharekat,shareka
      charika,chirkat
      """
    ),
    // Chinese, Japanese and Korean in Latin letters.
    (
      .limited,
      """
      youxian gongsi,youxian zeren gongsi,you xian gong si,you xian ze ren gong si,youxiangongsi
      youxianzerengongsi
      yugen kaisha,yugen gaisha,yuugen kaisha,yk,godo kaisha,godo gaisha,goudou kaisha,gk
      yuhan hoesa,yhan hoesa,yuhan hoisa,yuhan chaegim hoesa
      """
    ),
    (
      .stock,
      """
      gufen youxian gongsi,gu fen you xian gong si,gufen gongsi,gufenyouxiangongsi,gufen youxian zeren gongsi
      kabushiki kaisha,kabushiki gaisha,kabusiki kaisha,kabushikikaisha,kabushikigaisha,kk,chusik hoesa
      jusik hoesa,chusik hoisa,jusikhoesa
      """
    ),
    (.partnership, "goshi kaisha,gomei kaisha,goshi gaisha,gomei gaisha"),
    (.nonProfit, "zaidan hojin,shadan hojin,ippan shadan hojin,ippan zaidan hojin,jijinhui,xiehui"),
    (.company, "gongsi,gong si,kaisha,gaisha,hoesa"),
    // South-East Asia.
    (
      .limited,
      """
      sdn bhd,sendirian berhad,s b,cong ty tnhh,cong ty trach nhiem huu han,tnhh,trach nhiem huu han
      tnhh mtv,cong ty tnhh mtv
      cong ty tnhh mot thanh vien,tnhh mot thanh vien,บริษัท จำกัด,จำกัด
      """
    ),
    (
      .stock,
      """
      bhd,berhad,pt,perseroan terbatas,perusahaan perseroan,persero,tbk,terbuka,cong ty co phan,ctcp
      cong ty cp,co phan
      มหาชน,จำกัด มหาชน
      """
    ),
    (.company, "cong ty,บริษัท"),
    // Africa, Caucasus, Algeria's state firms.
    (.stock, "სააქციო საზოგადოება"),
    (.limited, "შპს,შეზღუდული პასუხისმგებლობის საზოგადოება"),
    (.state, "epe,epic"),
    (.company, "share company,sc plc"),
  ]

  /// Simplified characters.
  static let hanForms: [(LegalForm, String)] = [
    (.limited, "有限公司 有限责任公司 有限会社 合同会社 有限责任会社 有限合伙企业"),
    (.stock, "股份有限公司 股份公司 株式会社 股份有限责任公司"),
    (.partnership, "有限合伙 普通合伙 合资会社 合名会社 特殊普通合伙"),
    (.nonProfit, "基金会 协会 财团法人 社团法人 一般财团法人 一般社团法人 公益财团法人 公益社团法人 学校法人 医疗法人"),
    (.state, "独立行政法人 国立研究开发法人"),
    (.company, "公司 总公司 会社 分公司"),
  ]

  static let hangulForms: [(LegalForm, String)] = [
    (.limited, "유한회사 유한책임회사"), (.stock, "주식회사"), (.partnership, "합자회사 합명회사"),
    (.nonProfit, "재단법인 사단법인 협회"), (.company, "회사 총회사 공사 총국"),
  ]
}
