"""Sealing the secrets of second factors, and changing the key."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import InvalidToken
from django.core.management import call_command

from schools.sealing import seal, unseal
from schools.second_factor import reseal_second_factors
from tests.schools.helpers import add_app, code_now


def test_seal_hides_and_gives_back():
    sealed = seal("geheim")

    assert "geheim" not in sealed
    assert unseal(sealed) == "geheim"


def test_seal_never_gives_the_same_twice():
    assert seal("geheim") != seal("geheim")


def test_another_key_cannot_read(settings):
    sealed = seal("geheim")

    settings.SECRET_KEY = "nieuw"

    with pytest.raises(InvalidToken):
        unseal(sealed)


def test_a_fallback_key_can_still_read(settings):
    sealed = seal("geheim")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nieuw", [settings.SECRET_KEY]

    assert unseal(sealed) == "geheim"


def test_reseal_lets_the_old_key_go(settings, team_member, capsys):
    add_app(team_member.user)
    codes = RecoveryCodes.activate(team_member.user).generate_codes()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nieuw", [settings.SECRET_KEY]

    call_command("reseal_second_factors")

    settings.SECRET_KEY_FALLBACKS = []
    app, recovery = Authenticator.objects.order_by("type").reverse()
    assert app.wrap().validate_code(code_now())
    assert recovery.wrap().generate_codes() == codes
    assert capsys.readouterr().out == "Sealed 2 secret(s) with the present key.\n"


def test_reseal_is_safe_to_run_twice(team_member):
    add_app(team_member.user)
    reseal_second_factors()

    assert reseal_second_factors() == 1
    assert Authenticator.objects.get().wrap().validate_code(code_now())
