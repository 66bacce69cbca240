"""English is not missed, and what is not English is not taken for it."""

from __future__ import annotations

import socket

import pytest

from dateline.ingest.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("KABUL (Reuters) - Taliban fighters killed at least 12 Afghan soldiers in Kunduz "
         "province on Monday, officials said.", "en"),
        ("FOUR KILLED IN BAGHDAD BOMBING, POLICE SAY AS PROTESTERS MARCH", "en"),
        ("Haibatullah Akhundzada, Abdul Ghani Baradar and Sirajuddin Haqqani met with Zalmay "
         "Khalilzad in Doha, according to the spokesman, who said that the talks were held.", "en"),
        ("Nguyen Phu Trong, Pham Minh Chinh and Vo Van Thuong were at the funeral of the general "
         "who had led the army in Dien Bien Phu.", "en"),
        ("Quatre personnes ont été tuées lundi dans une attaque au nord du Mali.", "fr"),
        ("Bei einem Anschlag in Kabul sind am Montag zwölf Menschen getötet worden.", "de"),
        ("Cuatro personas murieron el lunes en un ataque contra una comisaría.", "es"),
        ("A polícia prendeu três pessoas no sábado, disse o porta-voz do governo.", "pt"),
        ("De politie heeft maandag drie studenten aangehouden in Amsterdam.", "nl"),
        ("Politiet pågrep tre studenter under en demonstrasjon i Oslo mandag.", "no"),
        ("Polisi menangkap tiga mahasiswa dalam unjuk rasa di Jakarta.", "id"),
        ("Polisi wamewakamata wanafunzi watatu mjini Kigali siku ya Jumatatu.", "sw"),
        ("قتل أربعة أشخاص في هجوم شنه مسلحون على سوق في شرق البلاد يوم الاثنين", "ar"),
        ("Полиция задержала трех студентов на акции протеста в Москве в понедельник", "ru"),
        ("警方周一在北京逮捕了三名参加抗议活动的学生，其中一人后来获释，官员说", "zh"),
        ("Di Police for Lagos don arrest three students wey dey protest for the campus. Dem say "
         "di students no get permit to waka for road and say dem go carry dem go court on Monday. "
         "The parents don dey beg make dem release dem.", "pcm"),
        ("Police met.", "und"),
        ("12 34 56 78 90 - 2020 / 08 / 24 ... 5,000 %", "und"),
        ("", "und"),
    ],
)  # fmt: skip
def test_languages(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    from dateline.ingest import language

    language._identifier.cache_clear()
    assert detect_language("The police said that the army had left the town.") == "en"
