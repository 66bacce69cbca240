"""Phrases and who they name: tables beside the rules of ``resolve/actors.py``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import DataError
from dateline.records.coded import Coded, Reason
from dateline.records.entity import Actor
from dateline.resolve.actor_file import read_actor_texts
from dateline.resolve.actor_loading import load_actor_file
from dateline.resolve.actors import ActorResolver
from dateline.resolve.names import fold, sound
from dateline.resolve.outlets import load_outlets
from dateline.resolve.periods import read_period
from dateline.resolve.roles import load_crowds, load_roles
from dateline.resolve.states import state_of

from .fake_countries import FakeCountries

RESOLVER = ActorResolver(FakeCountries())


@dataclass(frozen=True)
class Case:
    """A line of a table: ``PHRASE @HEAD on DATE in HINT => ID COUNTRY SECTORS | ACLED``."""

    phrase: str
    head: str
    on: date | None
    hint: str | None
    identity: str | None
    country: str | None
    sectors: tuple[str, ...] | None
    acled: str | None


def read_cases(table: str) -> Iterator[Case]:
    """Lines ``PHRASE ; HEAD ; DATE ; HINT => ID ; COUNTRY ; SECTORS ; ACLED``.

    "-" expects None (or no sectors); "*" expects nothing of a field.
    """
    for raw in table.strip().splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        given, _, expected = line.partition("=>")
        phrase, head, on, hint = [*(p.strip() for p in given.split(";")), "", "", ""][:4]
        wanted = [*(p.strip() for p in expected.split(";")), "*", "*", "*"][:4]
        yield Case(
            phrase,
            head,
            date.fromisoformat(on) if on else None,
            hint or None,
            wanted[0],
            wanted[1],
            None if wanted[2] == "*" else () if wanted[2] == "-" else tuple(wanted[2].split()),
            wanted[3],
        )


def check(case: Case, coded: Coded[Actor]) -> None:
    actor = coded.value
    assert actor is not None, coded.reason
    assert coded.by
    if case.identity != "*":
        assert actor.id == (None if case.identity == "-" else case.identity)
    if case.country != "*":
        assert actor.country == (None if case.country == "-" else case.country)
    if case.sectors is not None:
        assert actor.sectors == case.sectors
    if case.acled != "*":
        assert actor.acled_type == (None if case.acled == "-" else case.acled)


def cases(table: str) -> pytest.MarkDecorator:
    read = list(read_cases(table))
    ids = [f"{c.phrase}{f' ({c.hint})' if c.hint else ''}" for c in read]
    return pytest.mark.parametrize("case", read, ids=ids)


@cases("""
the Asa'ib Ahl al-Haq ; Haq => ASAIB_AHL_AL_HAQ ; IRQ ; PRM ; Political militias
Asaib Ahl al-Haqq fighters ; fighter => ASAIB_AHL_AL_HAQ ; IRQ
the League of the Righteous ; Righteous => ASAIB_AHL_AL_HAQ
the Badr Corps ; Corps => BADR ; IRQ ; PRM PTY
Badr Organization militiamen ; militiaman => BADR
the Hekmah group ; group => HIKMA_MOVEMENT ; IRQ ; PTY
Ammar al-Hakim's Hikma Movement ; Movement => HIKMA_MOVEMENT
the Dawa Party ; Party => DAWA_PARTY ; IRQ ; PTY
Kataib Hizbollah ; Hizbollah => KATAIB_HEZBOLLAH ; IRQ
Kata'ib Hezbollah gunmen ; gunman => KATAIB_HEZBOLLAH
Lebanon's Hezbollah ; Hezbollah => HEZBOLLAH ; LBN
Hizballah ; Hizballah => HEZBOLLAH ; LBN ; REB PTY ; Rebel groups
the IRGC's Quds Force ; Force => QUDS_FORCE ; IRN ; MIL SPY
Iran's Revolutionary Guards ; Guards => IRGC ; IRN ; MIL ; State forces
the Hashd al-Shaabi ; Shaabi => POPULAR_MOBILIZATION_FORCES ; IRQ
Moqtada Sadr's supporters ; supporter => - ; IRQ ; CVL
the Peshmerga ; Peshmerga => PESHMERGA ; IRQ ; MIL
PKK militants ; militant => PKK ; TUR ; REB ; Rebel groups
the Kurdistan Workers Party ; Party => PKK
the Kurdish YPG ; YPG => YPG ; SYR
Kurdish-led SDF fighters ; fighter => SYRIAN_DEMOCRATIC_FORCES ; SYR
Hayat Tahrir al-Sham ; Sham => HTS ; SYR ; REB
Jabhat al-Nusra ; Nusra => AL_NUSRA_FRONT
Ansarullah ; Ansarullah => HOUTHIS ; YEM ; REB
Houthi rebels ; rebel => HOUTHIS ; YEM
Houthi forces in Marib ; force => HOUTHIS ; YEM
Daesh ; Daesh => ISLAMIC_STATE ; - ; REB
Hamas police ; police => - ; PSE ; COP
the al-Qassam Brigades ; Brigades => QASSAM_BRIGADES ; PSE
Palestinian Islamic Jihad ; Jihad => PALESTINIAN_ISLAMIC_JIHAD ; PSE
the Palestinian National Authority ; Authority => PALESTINIAN_AUTHORITY ; PSE ; GOV
Likud lawmakers ; lawmaker => - ; ISR ; LEG
IDF soldiers ; soldier => ISR_MIL ; ISR ; MIL
the Saudi-led coalition ; coalition => SAUDI_LED_COALITION ; - ; MIL ; External/other forces
Boko Haram insurgents ; insurgent => BOKO_HARAM ; NGA ; REB
ISWAP ; ISWAP => ISWAP ; NGA
al-Shabab militants ; militant => AL_SHABAAB ; SOM ; REB
JNIM ; JNIM => JNIM ; MLI ; REB
the Group to Support Islam and Muslims ; Group => JNIM
M23 rebels ; rebel => M23 ; COD ; REB
the March 23 Movement ; Movement => M23
the Allied Democratic Forces ; Forces => ADF ; COD
CODECO militiamen ; militiaman => CODECO ; COD ; REB ; Identity militias
Oromo Liberation Army units ; unit => OLA ; ETH ; REB
Fano militiamen ; militiaman => FANO ; ETH
Tigray People's Liberation Front leaders ; leader => TPLF ; ETH
the paramilitary Rapid Support Forces ; Forces => RSF ; SDN
SPLA-IO commanders ; commander => SPLM_IO ; SSD
the Lord's Resistance Army ; Army => LRA ; UGA ; REB
Wagner mercenaries ; mercenary => WAGNER_GROUP ; RUS ; PRM ; External/other forces
FARDC troops ; troop => COD_MIL ; COD ; MIL
two UPDF soldiers ; soldier => UGA_MIL ; UGA
MONUSCO peacekeepers ; peacekeeper => MONUSCO ; - ; IGO MIL ; External/other forces
Haftar's Libyan National Army ; Army => LNA ; LBY
Polisario ; Polisario => POLISARIO ; ESH
RENAMO ; RENAMO => RENAMO ; MOZ ; PTY OPP
ZANU-PF youths ; youth => ZANU_PF ; ZWE
the ELN ; ELN => ELN ; COL ; REB ; Rebel groups
members of the ELN ; member => ELN ; COL
dissidents of the FARC ; dissident => FARC_DISSIDENTS ; COL
Clan del Golfo ; Golfo => AGC ; COL ; CRM
CJNG gunmen ; gunman => CJNG ; MEX ; CRM ; Political militias
the Sinaloa Cartel ; Cartel => SINALOA_CARTEL ; MEX ; CRM
Mara Salvatrucha ; Salvatrucha => MS_13 ; SLV ; CRM
the G9 gang ; gang => G9 ; HTI ; CRM
400 Mawozo ; Mawozo => FOUR_HUNDRED_MAWOZO ; HTI
Primeiro Comando da Capital ; Capital => PCC_BRAZIL ; BRA
Shining Path remnants ; remnant => SHINING_PATH ; PER
Sandinista supporters ; supporter => - ; NIC ; CVL
Peronists ; Peronist => PERONISTS ; ARG
the Proud Boys ; Boys => PROUD_BOYS ; USA ; PRM
Black Lives Matter ; Matter => BLACK_LIVES_MATTER ; USA
the Tehreek-e-Taliban Pakistan ; Pakistan => TTP ; PAK ; REB
the Pakistani Taliban ; Taliban => TTP ; PAK
Taliban fighters ; fighter => TALIBAN ; AFG
ISIS-K ; ISIS-K => ISKP ; AFG
the Baloch Liberation Army ; Army => BLA ; PAK
Tehreek-e-Labbaik Pakistan ; Pakistan => TLP ; PAK ; PTY REL
the banned CPI (Maoist) ; CPI => CPI_MAOIST ; IND ; REB
BJP workers ; worker => BJP ; IND ; PTY GOV
Trinamool Congress ; Congress => TRINAMOOL ; IND
Awami League activists ; activist => AWAMI_LEAGUE ; BGD
the Tamil Tigers ; Tiger => LTTE ; LKA ; REB
the Arakan Army ; Army => ARAKAN_ARMY ; MMR ; REB
Karen National Liberation Army troops ; troop => KNLA ; MMR ; REB
People's Defence Force fighters ; fighter => PDF_MYANMAR ; MMR
the Tatmadaw ; Tatmadaw => MMR_MIL ; MMR ; MIL
New People's Army rebels ; rebel => NPA ; PHL ; REB
Abu Sayyaf ; Sayyaf => ABU_SAYYAF ; PHL
the West Papua National Liberation Army ; Army => TPNPB ; IDN ; REB
Barisan Revolusi Nasional ; Nasional => BRN ; THA ; REB
the Donetsk People's Republic ; Republic => DPR ; UKR ; PRE REB ; Rebel groups
Transdniestria ; Transdniestria => TRANSNISTRIA ; MDA ; PRE
the Kosovo Liberation Army ; Army => KLA ; XKX
Alternative for Germany ; Germany => AFD ; DEU ; PTY OPP
gilets jaunes ; jaunes => YELLOW_VESTS ; FRA
Fidesz ; Fidesz => FIDESZ ; HUN
Guardia Civil officers ; officer => ESP_COP ; ESP ; COP
Real IRA ; IRA => REAL_IRA ; GBR ; REB
NATO troops ; troop => NATO ; - ; IGO MIL ; External/other forces
the U.N. Security Council ; Council => UN_SECURITY_COUNCIL ; - ; IGO
UNHCR ; UNHCR => UNHCR
Medecins Sans Frontieres ; Frontieres => MSF ; - ; NGO MED
Human Rights Watch ; Watch => HUMAN_RIGHTS_WATCH ; - ; NGO
the African Union ; Union => AFRICAN_UNION ; - ; IGO
Reuters ; Reuters => OUTLET_REUTERS ; GBR ; JRN
an Al Jazeera journalist ; journalist => - ; - ; JRN ; Civilians
supporters of former President Pedro Castillo ; supporter => - ; PER ; CVL
ethnic Karen rebels ; rebel => - ; MMR ; REB
""")
def test_a_name_of_the_actor_file_is_known_in_its_spellings(case: Case) -> None:
    check(case, RESOLVER.resolve(case.phrase, head=case.head))


@cases("""
Nepalese police ; police => NPL_COP ; NPL ; COP ; State forces
the Kenyan police ; police => KEN_COP ; KEN ; COP
police in Kenya ; police => KEN_COP ; KEN
Turkish riot police ; police => TUR_COP ; TUR
Bolivian soldiers ; soldier => BOL_MIL ; BOL ; MIL ; State forces
the armed forces of Ecuador ; force => ECU_MIL ; ECU
two Ukrainian servicemen ; serviceman => UKR_MIL ; UKR
Rwandan troops ; troop => RWA_MIL ; RWA ; MIL
Ethiopian government forces ; force => ETH_MIL ; ETH
Russian warships ; warship => RUS_MIL ; RUS
the Chadian military ; military => TCD_MIL ; TCD
Iraqi security forces ; force => IRQ_MIL ; IRQ ; MIL COP
the Libyan coast guard ; guard => LBY_COP ; LBY ; COP MIL
Hungarian border guards ; guard => HUN_COP ; HUN ; COP
the Peruvian congress ; congress => PER_LEG ; PER ; LEG
Iraqi parliament ; parliament => IRQ_LEG ; IRQ ; LEG
members of Georgia's parliament ; member => GEO_LEG ; GEO
Thai lawmakers ; lawmaker => THA_LEG ; THA
South Korean MPs ; mp => KOR_LEG ; KOR
the US Senate ; Senate => USA_LEG ; USA
Zimbabwe's High Court ; Court => ZWE_JUD ; ZWE ; JUD
a Guatemalan judge ; judge => - ; -
a Polish prosecutor ; prosecutor => POL_JUD ; POL ; JUD
South Korean intelligence ; intelligence => KOR_SPY ; KOR ; SPY
Venezuelan intelligence agents ; agent => VEN_SPY ; VEN ; SPY
a senior Hungarian foreign ministry official ; official => HUN_GOV ; HUN ; GOV
the Sri Lankan government ; government => LKA_GOV ; LKA ; GOV
Senegalese authorities ; authority => SEN_GOV ; SEN
Moldova's ambassador to Romania ; ambassador => MDA_GOV ; MDA
the Greek defence ministry ; ministry => GRC_GOV ; GRC ; GOV MIL
Ethiopia's Ministry of Health ; Ministry => ETH_GOV ; ETH ; MED GOV
a spokesman for the Syrian government ; spokesman => SYR_GOV ; SYR ; GOV
soldiers of the Nigerian army ; soldier => NGA_MIL ; NGA
Myanmar's junta ; junta => MMR_GOV ; MMR ; GOV MIL
the Tunisian attorney general ; general => TUN_GOV ; TUN ; JUD GOV
Baghdad police ; police => IRQ_COP ; IRQ
the Damascus government ; government => SYR_GOV ; SYR
the mullahs' regime in Tehran ; regime => IRN_GOV ; IRN ; GOV
the Philippine military's Western Command ; Command => PHL_MIL ; PHL
Brazilian military police ; police => BRA_COP ; BRA ; COP
Puntland police ; police => - ; SOM ; COP
Bosnian lawmakers from the opposition ; lawmaker => - ; -
""")
def test_every_state_has_its_bodies(case: Case) -> None:
    if case.phrase == "a Guatemalan judge":  # a nationality word that nobody knows
        assert RESOLVER.resolve(case.phrase, head=case.head).value == Actor(
            "Guatemalan judge", None, None, ("JUD",), "State forces"
        )
        return
    check(case, RESOLVER.resolve(case.phrase, head=case.head))


def test_a_state_body_is_named_after_its_country() -> None:
    actor = RESOLVER.resolve("Nepalese police", head="police").value
    assert actor is not None
    assert actor.name == "Police of Nepal"


@cases("""
police ; police ; ; NPL => NPL_COP ; NPL ; COP
police ; police => - ; - ; COP
the army ; army ; ; SDN => SDN_MIL ; SDN ; MIL
paratroopers ; paratrooper ; ; MLI => MLI_MIL ; MLI
the government ; government ; ; PER => PER_GOV ; PER
the interior ministry ; ministry ; ; TUN => TUN_GOV ; TUN ; GOV COP
parliament ; parliament ; ; KEN => KEN_LEG ; KEN
a court ; court ; ; TUR => TUR_JUD ; TUR
# never a country from the context for people, and none for foreigners
residents ; resident ; ; IRQ => - ; - ; CVL
masked gunmen ; gunman ; ; HTI => - ; - ; UAF
warplanes ; warplane ; ; SYR => - ; - ; MIL
foreign troops ; troop ; ; MLI => - ; - ; MIL ; External/other forces
Israeli warplanes ; warplane ; ; LBN => ISR_MIL ; ISR ; MIL ; External/other forces
Rwandan soldiers ; soldier ; ; COD => RWA_MIL ; RWA ; MIL ; External/other forces
Congolese soldiers ; soldier ; ; COD => COD_MIL ; COD ; MIL ; State forces
Kenyan police ; police ; ; HTI => KEN_COP ; KEN ; COP ; External/other forces
the mayor ; mayor ; ; ECU => - ; ECU ; GOV
""")
def test_the_context_gives_a_country_to_the_state_only(case: Case) -> None:
    coded = RESOLVER.resolve(case.phrase, head=case.head, country_hint=case.hint)
    check(case, coded)
    if case.hint and coded.value and coded.value.country == case.hint and case.phrase[0] != "C":
        assert "context" in coded.candidates[0].why
        assert coded.candidates[1].value.country is None


@cases("""
Tehran ; Tehran => IRN_GOV ; IRN ; GOV
the Kremlin ; Kremlin => RUS_GOV ; RUS ; GOV
Washington ; Washington => USA_GOV ; USA ; GOV
the White House ; House => USA_GOV ; USA
Downing Street ; Street => GBR_GOV ; GBR
Islamabad ; Islamabad => PAK_GOV ; PAK
Brussels ; Brussels => EU ; - ; IGO GOV
Khartoum ; Khartoum => SDN_GOV ; SDN
the Élysée ; Élysée => FRA_GOV ; FRA
Zhongnanhai ; Zhongnanhai => CHN_GOV ; CHN
Casa Rosada ; Rosada => ARG_GOV ; ARG
the US Defense Department ; Department => PENTAGON ; USA ; MIL GOV
the Knesset ; Knesset => ISR_LEG ; ISR ; LEG
Iran ; Iran => IRN ; IRN ; - ; State forces
France ; France => FRA ; FRA ; -
South Sudan ; Sudan => SSD ; SSD ; -
Burkina Faso ; Faso => BFA ; BFA ; -
""")
def test_bare_names_of_places_mean_states(case: Case) -> None:
    check(case, RESOLVER.resolve(case.phrase, head=case.head))


@cases("""
Iraqi Prime Minister Mustafa Al-Kadhimi ; Kadhimi ; 2020-08-24 => MUSTAFA_AL_KADHIMI ; IRQ ; GOV
Mustafa Kadhemi ; Kadhemi ; 2020-08-24 => MUSTAFA_AL_KADHIMI ; IRQ
the Iraqi Prime Minister ; Minister ; 2020-08-24 => MUSTAFA_AL_KADHIMI ; IRQ ; GOV
the Iraqi Prime Minister ; Minister ; 2016-01-10 => HAIDER_AL_ABADI ; IRQ ; GOV
Iraq's premier ; premier ; 2023-03-01 => MOHAMMED_SHIA_AL_SUDANI ; IRQ
former Iraqi prime minister Nouri al-Maliki ; Maliki ; 2020-08-24 => NOURI_AL_MALIKI ; IRQ ; PTY
Nouri al-Maliki ; Maliki ; 2010-01-01 => NOURI_AL_MALIKI ; IRQ ; GOV
the Malian president ; president ; 2019-06-01 => IBRAHIM_BOUBACAR_KEITA ; MLI
the president ; president ; 2022-05-01 ; COL => IVAN_DUQUE ; COL
the president ; president ; 2023-05-01 ; COL => GUSTAVO_PETRO ; COL
Colombian President Gustavo Petro ; Petro ; 2023-05-01 => GUSTAVO_PETRO ; COL ; GOV
Mr Maduro ; Maduro ; 2019-02-01 => NICOLAS_MADURO ; VEN ; GOV
President Maduro ; Maduro ; 2019-02-01 => NICOLAS_MADURO ; VEN
the Maduro government ; government ; 2019-02-01 => VEN_GOV ; VEN ; GOV
Assad's forces ; force ; 2015-02-01 => SYR_MIL ; SYR ; MIL
the Biden administration ; administration ; 2022-02-01 => USA_GOV ; USA
Trump supporters ; supporter ; 2021-01-06 => - ; USA ; CVL
Iran's Supreme Leader ; Leader ; 2020-08-24 => ALI_KHAMENEI ; IRN
regime Supreme Leader Ali Khamenei ; Khamenei ; 2020-08-24 => ALI_KHAMENEI ; IRN ; GOV REL
the German chancellor ; chancellor ; 2019-01-01 => ANGELA_MERKEL ; DEU
German Chancellor Olaf Scholz ; Scholz ; 2022-03-01 => OLAF_SCHOLZ ; DEU ; GOV
Ukraine's president ; president ; 2022-03-01 => VOLODYMYR_ZELENSKY ; UKR
Zelenskyy ; Zelenskyy ; 2022-03-01 => VOLODYMYR_ZELENSKY ; UKR
Recep Tayyip Erdogan ; Erdogan ; 2018-01-01 => RECEP_TAYYIP_ERDOGAN ; TUR ; GOV
Turkish President Erdoğan ; Erdoğan ; 2018-01-01 => RECEP_TAYYIP_ERDOGAN ; TUR
Saudi Crown Prince Mohammed bin Salman ; Salman ; 2018-10-10 => MOHAMMED_BIN_SALMAN ; SAU ; GOV
Ethiopian Prime Minister Abiy ; Abiy ; 2021-01-01 => ABIY_AHMED ; ETH ; GOV
Evo Morales ; Morales ; 2015-01-01 => EVO_MORALES ; BOL ; GOV
Evo Morales ; Morales ; 2022-01-01 => EVO_MORALES ; BOL ; ELI
ex-president Evo Morales ; Morales ; 2019-12-01 => EVO_MORALES ; BOL ; ELI
Imran Khan ; Khan ; 2023-05-09 => IMRAN_KHAN ; PAK ; PTY OPP
Imran Khan ; Khan ; 2020-05-09 => IMRAN_KHAN ; PAK ; GOV
Sri Lankan President Rajapaksa ; Rajapaksa ; 2022-06-01 => GOTABAYA_RAJAPAKSA ; LKA
Sri Lankan President Rajapaksa ; Rajapaksa ; 2010-06-01 => MAHINDA_RAJAPAKSA ; LKA
President Kabila ; Kabila ; 2016-06-01 => JOSEPH_KABILA ; COD
General Burhan ; Burhan ; 2023-06-01 => ABDEL_FATTAH_AL_BURHAN ; SDN
Hemedti ; Hemedti ; 2023-06-01 => HEMEDTI ; SDN
Raila Odinga's supporters ; supporter ; 2017-08-10 => - ; KEN ; CVL
opposition leader Alexei Navalny ; Navalny ; 2021-01-17 => ALEXEI_NAVALNY ; RUS ; OPP
Aung San Suu Kyi ; Kyi ; 2021-02-01 => AUNG_SAN_SUU_KYI ; MMR ; GOV
Hassan Nasrallah ; Nasrallah ; 2020-01-01 => HASSAN_NASRALLAH ; LBN
Qasem Soleimani ; Soleimani ; 2020-01-03 => QASSEM_SOLEIMANI ; IRN ; MIL
UN Secretary-General António Guterres ; Guterres ; 2020-01-01 => ANTONIO_GUTERRES ; PRT ; IGO
the UN secretary-general ; secretary-general ; 2010-01-01 => BAN_KI_MOON ; KOR ; IGO
the president of the European Commission ; president ; 2021-01-01 => URSULA_VON_DER_LEYEN ; DEU
Pope Benedict XVI ; XVI ; 2010-01-01 => POPE_BENEDICT_XVI ; VAT ; REL
Rodrigo Duterte ; Duterte ; 2017-01-01 => RODRIGO_DUTERTE ; PHL ; GOV
Yoweri Museveni ; Museveni ; 2021-01-01 => YOWERI_MUSEVENI ; UGA ; GOV
the Russian foreign minister ; minister ; 2020-01-01 => SERGEI_LAVROV ; RUS ; GOV
India's defence minister ; minister ; 2022-01-01 => RAJNATH_SINGH ; IND ; GOV MIL
Gen. Khalifa Haftar ; Haftar ; 2019-04-04 => KHALIFA_HAFTAR ; LBY ; REB MIL
""")
def test_persons_and_offices_are_dated(case: Case) -> None:
    check(
        case,
        RESOLVER.resolve(case.phrase, head=case.head, on=case.on, country_hint=case.hint),
    )


@cases("""
conscripts ; conscript => - ; - ; MIL ; State forces
unidentified gunmen on motorcycles ; gunman => - ; - ; UAF ; Political militias
masked men ; man => - ; - ; UAF ; Political militias
heavily armed men ; man => - ; - ; UAF
mourners ; mourner => - ; - ; CVL ; Civilians
thousands of teachers ; thousand => - ; - ; EDU ; Civilians
a group of fishermen ; group => - ; - ; AGR
the bodies of three farmers ; body => - ; - ; AGR ; Civilians
coca growers ; grower => - ; - ; AGR
garment workers ; worker => - ; - ; LAB
a local radio journalist ; journalist => - ; - ; JRN
opposition lawmakers ; lawmaker => - ; - ; LEG OPP
student protesters ; protester => - ; - ; CVL OPP
Muslim students ; student => - ; - ; EDU REL
rebel soldiers ; soldier => - ; - ; REB ; Rebel groups
separatist fighters ; fighter => - ; - ; REB
jihadist militants ; militant => - ; - ; REB
communist guerrillas ; guerrilla => - ; - ; REB
pro-government militia ; militia => - ; - ; PRM ; Political militias
tribal fighters ; fighter => - ; - ; PRM ; Identity militias
vigilantes ; vigilante => - ; - ; PRM ; Identity militias
drug traffickers ; trafficker => - ; - ; CRM ; Political militias
cartel gunmen ; gunman => - ; - ; CRM
gang members ; member => - ; - ; CRM
Somali pirates ; pirate => - ; SOM ; CRM
Venezuelan migrants ; migrant => - ; VEN ; REF
Rohingya refugees ; refugee => - ; MMR ; REF
Fulani herders ; herder => - ; - ; AGR ; Civilians
armed Fulani herders ; herder => - ; - ; UAF ; Identity militias
Kurdish fighters ; fighter => - ; - ; UAF ; Identity militias
Tigrayan forces ; force => - ; ETH ; UAF
Catholic bishops in Poland ; bishop => - ; POL ; REL
Palestinian teenagers ; teenager => - ; PSE ; CVL
Palestinians ; Palestinian => - ; PSE ; CVL
two Iraqis ; Iraqi => - ; IRQ ; CVL
Kurds ; Kurd => - ; - ; CVL
a former police chief ; chief => - ; - ; ELI ; Civilians
Benin's ex-minister ; minister => - ; - ; ELI
former rebels ; rebel => - ; - ; CVL
UN peacekeepers ; peacekeeper => UN_PEACEKEEPERS ; - ; IGO MIL ; External/other forces
Filipino nurses ; nurse => - ; PHL ; MED
aid workers ; worker => - ; - ; SOC
a Sudanese lawyer ; lawyer => - ; SDN ; JUD ; Civilians
villagers ; villager => - ; - ; CVL
party officials ; official => - ; - ; PTY ; -
ruling party supporters ; supporter => - ; - ; PTY GOV
the president of the Malian Bar Association ; president => - ; MLI ; JUD
Norwegian Interior Minister Ola Hansen ; Hansen => - ; - ; GOV COP
Nigerian activist Bala Yusufari ; Yusufari => - ; NGA ; CVL OPP
Dr. Reham Yaqoub ; Yaqoub => - ; - ; - ; -
Dr. Reham Yaqoub, a woman activist from Basra ; Yaqoub => - ; IRQ ; CVL OPP ; Civilians
Lt. Col. Amadou Barazi ; Barazi => - ; - ; MIL ; State forces
his nephew Zarif ; Zarif => - ; - ; CVL ; Civilians
dozens ; dozen => - ; - ; CVL ; Civilians
12 ; 12 => - ; - ; CVL ; Civilians
state media ; medium => - ; - ; JRN GOV ; Civilians
the Free Orchard Society ; Society => - ; - ; -
""")
def test_common_nouns_say_sectors(case: Case) -> None:
    check(case, RESOLVER.resolve(case.phrase, head=case.head))


@pytest.mark.parametrize(
    ("phrase", "head", "ties"),
    [
        ("various Iran-backed militia groups", "group", [("backed_by", "IRN_GOV")]),
        ("an Iranian-backed militia", "militia", [("backed_by", "IRN_GOV")]),
        ("militias backed by Iran", "militia", [("backed_by", "IRN_GOV")]),
        ("pro-Russian separatists", "separatist", [("allied_with", "RUS_GOV")]),
        ("Saudi-funded clerics", "cleric", [("backed_by", "SAU_GOV")]),
        ("Islamic State-linked insurgents", "insurgent", [("affiliated_with", "ISLAMIC_STATE")]),
        ("the Hezbollah-run hospital", "hospital", [("part_of", "HEZBOLLAH")]),
        ("anti-Taliban fighters", "fighter", [("opposes", "TALIBAN")]),
        ("rebels allied to the M23", "rebel", [("allied_with", "M23")]),
        ("Kremlin-linked hackers", "hacker", [("affiliated_with", "RUS_GOV")]),
    ],
)
def test_a_stated_tie_is_a_tie_and_no_country(
    phrase: str, head: str, ties: list[tuple[str, str]]
) -> None:
    actor = RESOLVER.resolve(phrase, head=head).value
    assert actor is not None
    assert actor.country is None
    assert actor.id is None
    assert [(t.relation, t.other) for t in actor.ties] == ties
    assert {t.note for t in actor.ties} == {"stated in the text"}


def test_the_government_that_is_opposed_is_the_one_at_hand() -> None:
    actor = RESOLVER.resolve(
        "anti-government protesters", head="protester", country_hint="THA"
    ).value
    assert actor is not None
    assert actor.country is None
    assert [(t.relation, t.other) for t in actor.ties] == [("opposes", "THA_GOV")]


@pytest.mark.parametrize(
    ("phrase", "head", "event_type", "target", "acled"),
    [
        ("protesters", "protester", "peaceful_protest", False, "Protesters"),
        ("protesters", "protester", "violent_demonstration", False, "Rioters"),
        ("protesters", "protester", "excessive_force_against_protesters", True, "Protesters"),
        ("protesters", "protester", "attack_on_civilians", True, "Civilians"),
        ("an angry crowd", "crowd", "mob_violence", False, "Rioters"),
        ("a mob of villagers", "mob", "mob_violence", False, "Rioters"),
        ("angry residents", "resident", "violent_demonstration", False, "Rioters"),
        ("two teachers", "teacher", "violent_demonstration", True, "Civilians"),
        ("a man", "man", "mob_violence", False, "Civilians"),
        ("thousands of teachers", "thousand", "labour_strike", False, "Protesters"),
        ("farmers", "farmer", "blockade", False, "Protesters"),
        ("farmers", "farmer", "attack_on_civilians", True, "Civilians"),
        ("supporters of the ruling party", "supporter", "mob_violence", False, "Rioters"),
        ("the mayor", "mayor", "assassination", True, "Civilians"),
        ("the mayor", "mayor", "meet", False, "State forces"),
        ("Fidesz", "Fidesz", "peaceful_protest", False, "Protesters"),
        ("Amnesty International", "International", "mob_violence", False, "Civilians"),
        ("troops", "troop", "attack_on_civilians", False, "State forces"),
    ],
)
def test_acleds_type_of_a_crowd_depends_on_the_event(
    phrase: str, head: str, event_type: str, target: bool, acled: str
) -> None:
    actor = RESOLVER.resolve(phrase, head=head, event_type=event_type, target=target).value
    assert actor is not None
    assert actor.acled_type == acled


@pytest.mark.parametrize("phrase", ["he", "They", "who", "", "  ", "these", "one another", "the"])
def test_pronouns_and_nothing_are_unresolved(phrase: str) -> None:
    coded = RESOLVER.resolve(phrase, head=phrase.lower())
    assert coded.value is None
    assert coded.reason is Reason.UNRESOLVED


@pytest.mark.parametrize(
    ("phrase", "hint", "identity"),
    [
        ("the Maoists", "NPL", "UCPN_MAOIST"),
        ("the Maoists", "IND", "CPI_MAOIST"),
        ("the BNP", "BGD", "BNP_BANGLADESH"),
        ("the PPP", "PAK", "PPP_PAKISTAN"),
        ("the PPP", "KOR", "PPP_KOREA"),
        ("the Socialist Party", "ALB", "SOCIALIST_PARTY_ALBANIA"),
        ("the Socialist Party", "PRT", "PS_PORTUGAL"),
        ("the UPDF", "UGA", "UGA_MIL"),
        ("the UPDF", "BGD", "UPDF_BANGLADESH"),
        ("al-Shabaab", "MOZ", "AL_SHABAAB_MOZ"),
        ("al-Shabaab", "KEN", "AL_SHABAAB"),
        ("the National Party", "HND", "NATIONAL_PARTY_HND"),
        ("the SDF", "CMR", "SDF_CAMEROON"),
        ("the APC", "SLE", "APC_SIERRA_LEONE"),
    ],
)
def test_the_context_chooses_between_homonyms(phrase: str, hint: str, identity: str) -> None:
    coded = RESOLVER.resolve(phrase, head=phrase.split()[-1], country_hint=hint)
    assert coded.value is not None
    assert coded.value.id == identity
    assert "country of the context" in coded.candidates[0].why


def test_homonyms_that_cannot_be_told_apart_keep_what_they_share() -> None:
    resolver = ActorResolver(FakeCountries())
    coded = resolver.resolve("President Aliyev", head="Aliyev")
    assert coded.value is not None
    assert coded.value.id == "ILHAM_ALIYEV"  # the only one who is still in office
    coded = resolver.resolve("Mr Rajapaksa", head="Rajapaksa", country_hint="LKA")
    assert coded.value is not None
    assert coded.value.id is None
    assert coded.value.country == "LKA"
    assert {c.value.id for c in coded.candidates} == {"MAHINDA_RAJAPAKSA", "GOTABAYA_RAJAPAKSA"}
    assert all("surname" in c.why for c in coded.candidates)


@pytest.mark.parametrize(
    "phrase",
    [
        "Eric Trump",
        "Ivanka Putin",
        "a party organiser",
        "the former site",
        "a map",
        "the solidarity",
    ],
)
def test_what_only_looks_like_a_known_name_is_none(phrase: str) -> None:
    actor = RESOLVER.resolve(phrase, head=phrase.split()[-1]).value
    assert actor is not None
    assert actor.id is None


def test_acronyms_of_the_article_come_first() -> None:
    acronyms = {"NLA": "National Liberation Army of Colombia"}
    coded = RESOLVER.resolve("NLA guerrillas", head="guerrilla", acronyms=acronyms)
    assert coded.value is not None
    assert coded.value.id == "ELN"
    assert RESOLVER.resolve("NLA guerrillas", head="guerrilla").value != coded.value


def test_two_nations_are_two_candidates_and_no_country() -> None:
    coded = RESOLVER.resolve("US and British troops", head="troop", country_hint="IRQ")
    assert coded.value is not None
    assert coded.value == Actor(
        "US and British troops", None, None, ("MIL",), "External/other forces"
    )
    assert {"USA_MIL", "GBR_MIL"} <= {c.value.id for c in coded.candidates}


def test_ties_of_the_actor_file_are_those_of_the_day() -> None:
    on_2019 = RESOLVER.resolve("the Quds Force", head="Force", on=date(2019, 6, 1)).value
    on_2021 = RESOLVER.resolve("the Quds Force", head="Force", on=date(2021, 6, 1)).value
    assert on_2019 is not None
    assert on_2021 is not None
    assert ("led_by", "QASSEM_SOLEIMANI") in [(t.relation, t.other) for t in on_2019.ties]
    assert ("led_by", "ESMAIL_QAANI") in [(t.relation, t.other) for t in on_2021.ties]
    assert ("led_by", "QASSEM_SOLEIMANI") not in [(t.relation, t.other) for t in on_2021.ties]


def test_at_most_five_candidates_each_with_a_why() -> None:
    coded = RESOLVER.resolve("the Socialist Party", head="Party", country_hint="FRA")
    assert 1 < len(coded.candidates) <= 5
    assert all(c.why for c in coded.candidates)
    assert list(coded.candidates) == sorted(coded.candidates, key=lambda c: -c.score)


def test_who_decided_is_named() -> None:
    assert RESOLVER.resolve("the ELN", head="ELN").by == f"actor file@{RESOLVER.version}"
    assert RESOLVER.resolve("two farmers", head="farmer").by == "resolve.actors@1"
    assert len(RESOLVER.version) == 8


def test_own_entries_are_added(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text(
        "ORCHARD_GUARD | Orchard Guard | PER | PRM | group 2020..\n"
        "  aka Guardia del Huerto\n"
        "  backed_by PER_GOV 2021.. -- invented for this test\n",
        encoding="utf-8",
    )
    resolver = ActorResolver(FakeCountries(), extra=own)
    actor = resolver.resolve("the Guardia del Huerto", head="Huerto").value
    assert actor is not None
    assert actor.id == "ORCHARD_GUARD"
    assert resolver.version != RESOLVER.version
    assert (
        resolver.resolve("the ELN", head="ELN").value
        == RESOLVER.resolve("the ELN", head="ELN").value
    )


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("X | Name | IRQ | PRM\n", "own.txt:1: 5 parts"),
        ("X | Name | IRQ | PRM | gruop\n", "own.txt:1: not a kind"),
        ("\nx y | Name | IRQ | PRM | group\n", "own.txt:2: not an id"),
        ("X | Name | IRQ | PRM | group\n  akka y\n", "own.txt:1: not a line"),
        ("X | Name | IRQ | PRM | group 20..\n", "own.txt:1: not a period"),
    ],
)
def test_a_bad_entry_names_file_and_line(text: str, error: str) -> None:
    with pytest.raises(DataError, match=error.replace("(", r"\(")):
        read_actor_texts([("own.txt", text)])


def test_the_actor_file_holds_together() -> None:
    file = load_actor_file()
    plover = set(
        "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP "
        "PRE REL SOC IGO NGO".split()
    )
    acled = {
        "State forces", "Rebel groups", "Political militias", "Identity militias", "Rioters",
        "Protesters", "Civilians", "External/other forces", None,
    }  # fmt: skip
    kinds: dict[str, int] = {}
    names: dict[str, set[str]] = {}
    for entry in file.entries.values():
        kinds[entry.kind] = kinds.get(entry.kind, 0) + 1
        assert plover.issuperset(entry.sectors), entry.id
        assert entry.acled_type in acled, entry.id
        assert entry.country is None or (len(entry.country) == 3 and entry.country.isupper())
        for tie in entry.ties:
            assert tie.other in file.entries or state_of(tie.other), (entry.id, tie)
        for office in entry.offices:
            assert office.owner in file.entries or len(office.owner) == 3, (entry.id, office)
            assert plover.issuperset(office.sectors), entry.id
        for period in (entry.active, *(o.period for o in entry.offices)):
            assert not (period.start and period.end) or period.start <= period.end, entry.id
        if entry.kind != "state":
            for name in (entry.name, *entry.aliases):
                names.setdefault(fold(name), set()).add(entry.id)
    shared = {name: ids for name, ids in names.items() if len(ids) > 1}
    assert not shared, "names that are no short ones belong to one entry each"
    groups = sum(n for kind, n in kinds.items() if kind not in ("person", "state"))
    assert groups >= 350
    assert kinds["person"] >= 350


def test_offices_do_not_overlap_by_more_than_a_handover() -> None:
    file = load_actor_file()
    held: dict[tuple[str, str], list[tuple[date, date, str]]] = {}
    for entry in file.entries.values():
        for office in entry.offices:
            start, end = office.period.start, office.period.end
            if office.title in ("president", "prime minister", "chancellor") and start:
                held.setdefault((office.owner, office.title), []).append(
                    (start, end or date(2030, 1, 1), entry.id)
                )
    assert sum(1 for owner, _ in held if len(owner) == 3) >= 60
    rivals = {("CIV", "president")}  # both held it in the crisis of 2010-2011
    for key, terms in held.items():
        ordered = sorted(terms)
        for (_, end, one), (start, _, other) in pairwise(ordered):
            if key not in rivals:
                assert (end - start).days <= 31, (key, one, other)


def test_the_roles_are_many_and_each_in_one_place() -> None:
    lexicon = load_roles()
    assert len(lexicon.roles) >= 400
    for word in ("soldier", "gunman", "herder", "warplane", "aid worker", "coast guard", "judge"):
        assert word in lexicon.roles
    assert load_crowds().acled_type("crowd", None, "x") == "Protesters"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hezbollah", "hizbullah"),
        ("mustafa al kadhimi", "mustafa kadhemi"),
        ("asaib ahl al haq", "asaib ahl al haqq"),
        ("qassem soleimani", "kassem suleimani"),
        ("moqtada al sadr", "muqtada al sadr"),
    ],
)
def test_transliterations_share_a_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_periods_are_read_to_the_day() -> None:
    period = read_period("2003..2011-02")
    assert (period.start, period.end) == (date(2003, 1, 1), date(2011, 2, 28))
    assert period.holds(date(2011, 2, 28))
    assert not period.holds(date(2011, 3, 1))
    assert str(period) == "2003-01-01..2011-02-28"


def test_outlets_that_are_actors_are_in_the_actor_file() -> None:
    entries = load_actor_file().entries
    for outlet in load_outlets().outlets:
        assert outlet.actor is None or outlet.actor in entries
        for tie in outlet.source.ties:
            assert tie.other in entries or state_of(tie.other), (outlet.source.name, tie)


WORDS = (
    "the a of in and Iran Iraqi Iran-backed pro-Russian former police soldiers group members Hamas "
    "M23 President Maduro 's , ( ) - 12 dozens armed men who Kurdish U.S. Al-Kadhimi led by to"
).split()


@given(
    st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), st.sampled_from(["", "man", "M23"])
)
@settings(max_examples=300, deadline=None)
def test_any_words_have_an_answer(phrase: str, head: str) -> None:
    coded = RESOLVER.resolve(phrase, head=head, on=date(2022, 1, 1), country_hint="IRQ")
    assert (coded.value is None) == (coded.reason is Reason.UNRESOLVED)
    assert len(coded.candidates) <= 5
    if coded.value is not None:
        assert coded.value.name
        assert coded.value.country is None or len(coded.value.country) == 3


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_has_an_answer(phrase: str) -> None:
    assert RESOLVER.resolve(phrase, head="") is not None


def test_who_leads_a_body_of_three_letters_is_of_its_country() -> None:
    file = read_actor_texts(
        [
            (
                "a",
                "@office PUK | leader | PTY\n1975.. Jalal Example\n@office KEN | president | GOV\n"
                "2001.. Ann Example\nPUK | Patriotic Union | IRQ | PTY | party\n",
            )
        ]
    )
    assert file.entries["JALAL_EXAMPLE"].country == "IRQ"
    assert file.entries["ANN_EXAMPLE"].country == "KEN"
