"""A small stand-in for the gazetteer's country names."""

from __future__ import annotations

_TABLE = """
AFG Afghanistan | Afghan | Kabul
ARM Armenia | Armenian | Yerevan
AUS Australia | Australian | Canberra
AZE Azerbaijan | Azerbaijani | Baku
BFA Burkina Faso | Burkinabe, Burkinabè | Ouagadougou
BGD Bangladesh | Bangladeshi | Dhaka
BLR Belarus | Belarusian | Minsk
BOL Bolivia | Bolivian | La Paz
BRA Brazil | Brazilian | Brasilia
CAF Central African Republic, CAR | Central African | Bangui
CHL Chile | Chilean | Santiago
CHN China, People's Republic of China | Chinese | Beijing
CMR Cameroon | Cameroonian | Yaounde, Yaoundé
COD Democratic Republic of Congo, DRC, DR Congo, Congo | Congolese | Kinshasa
COL Colombia | Colombian | Bogota, Bogotá
CUB Cuba | Cuban | Havana
DEU Germany | German | Berlin
DZA Algeria | Algerian | Algiers
ECU Ecuador | Ecuadorian, Ecuadorean | Quito
EGY Egypt | Egyptian | Cairo
ESP Spain | Spanish, Spaniard | Madrid
ETH Ethiopia | Ethiopian | Addis Ababa
FRA France | French | Paris
GBR United Kingdom, UK, U.K., Britain, Great Britain | British, Briton | London
GEO Georgia | Georgian | Tbilisi
GRC Greece | Greek | Athens
HTI Haiti | Haitian | Port-au-Prince
HUN Hungary | Hungarian | Budapest
IDN Indonesia | Indonesian | Jakarta
IND India | Indian | New Delhi, Delhi
IRN Iran, Islamic Republic of Iran | Iranian | Tehran
IRQ Iraq | Iraqi | Baghdad
ISR Israel | Israeli | Jerusalem
ITA Italy | Italian | Rome
JPN Japan | Japanese | Tokyo
KEN Kenya | Kenyan | Nairobi
KOR South Korea | South Korean | Seoul
LBN Lebanon | Lebanese | Beirut
LBY Libya | Libyan | Tripoli
LKA Sri Lanka | Sri Lankan | Colombo
MDA Moldova | Moldovan | Chisinau
MEX Mexico | Mexican | Mexico City
MLI Mali | Malian | Bamako
MMR Myanmar, Burma | Burmese, Myanmar | Naypyidaw
MOZ Mozambique | Mozambican | Maputo
NER Niger | Nigerien | Niamey
NGA Nigeria | Nigerian | Abuja
NIC Nicaragua | Nicaraguan | Managua
NPL Nepal | Nepalese, Nepali | Kathmandu
PAK Pakistan | Pakistani | Islamabad
PER Peru | Peruvian | Lima
PHL Philippines | Philippine, Filipino | Manila
POL Poland | Polish, Pole | Warsaw
PRK North Korea | North Korean | Pyongyang
PSE Palestine | Palestinian | Ramallah
RUS Russia, Russian Federation | Russian | Moscow
RWA Rwanda | Rwandan | Kigali
SAU Saudi Arabia | Saudi, Saudi Arabian | Riyadh
SDN Sudan | Sudanese | Khartoum
SEN Senegal | Senegalese | Dakar
SOM Somalia | Somali | Mogadishu
SRB Serbia | Serbian, Serb | Belgrade
SSD South Sudan | South Sudanese | Juba
SYR Syria | Syrian | Damascus
TCD Chad | Chadian | N'Djamena
THA Thailand | Thai | Bangkok
TUN Tunisia | Tunisian | Tunis
TUR Turkey, Türkiye | Turkish, Turk | Ankara
UGA Uganda | Ugandan | Kampala
UKR Ukraine | Ukrainian | Kyiv, Kiev
USA United States, US, U.S., USA, America | American, US, U.S. | Washington
VEN Venezuela | Venezuelan | Caracas
YEM Yemen | Yemeni | Sanaa, Sana'a
ZAF South Africa | South African | Pretoria
ZWE Zimbabwe | Zimbabwean | Harare
"""


class FakeCountries:
    """Names, nationality words and capitals of some seventy countries."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._demonyms: dict[str, str] = {}
        self._capitals: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        for line in filter(None, _TABLE.splitlines()):
            iso3, rest = line[:3], line[4:]
            tables = (self._names, self._demonyms, self._capitals)
            for table, names in zip(tables, rest.split("|"), strict=True):
                table.update((n.strip().casefold(), iso3) for n in names.split(","))
            self._shown[iso3] = rest.partition("|")[0].partition(",")[0].strip()

    def country(self, name: str) -> str | None:
        key = name.casefold()
        return None if name == "us" else self._names.get(key) or self.demonym(name)

    def demonym(self, word: str) -> str | None:
        key = word.casefold()
        if word == "us":
            return None
        return self._demonyms.get(key) or self._demonyms.get(key.removesuffix("s"))

    def capital_of(self, name: str) -> str | None:
        return self._capitals.get(name.casefold())

    def country_name(self, iso3: str) -> str:
        return self._shown.get(iso3, iso3)

    def home_of(self, name: str, hint: str | None) -> str | None:
        return {"shanghai": "CHN", "kano": "NGA", "seven": "FRA", "young": "URY"}.get(
            name.casefold()
        )
