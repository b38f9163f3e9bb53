"""The pages of allauth that exist here.

Signing up and managing addresses are not among them: an account arises from an invitation, and its
address is the one that was invited.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as passkey
from django.urls import path, re_path

from schools.views import second_factor

choose_password = account.PasswordResetFromKeyView.as_view(reset_url_key="kiezen")

urlpatterns = [
    path("aanmelden/", account.login, name="account_login"),
    path("aanmelden/toegangssleutel/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("aanmelden/tweede-stap/", second.authenticate, name="mfa_authenticate"),
    path("afmelden/", account.logout, name="account_logout"),
    path("gesloten/", account.account_inactive, name="account_inactive"),
    path("bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("bevestigen/code/", second.reauthenticate, name="mfa_reauthenticate"),
    path(
        "bevestigen/toegangssleutel/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
    path("wachtwoord/", account.password_change, name="account_change_password"),
    path("wachtwoord-vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord-vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "wachtwoord-vergeten/gewijzigd/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^wachtwoord-vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        choose_password,
        name="account_reset_password_from_key",
    ),
    path("tweede-stap/", second.index, name="mfa_index"),
    path("tweede-stap/app/", second_factor.AddApp.as_view(), name="mfa_activate_totp"),
    path("tweede-stap/app/uitzetten/", second_factor.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("tweede-stap/herstelcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tweede-stap/herstelcodes/nieuw/",
        second_factor.MakeCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path("tweede-stap/toegangssleutels/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path(
        "tweede-stap/toegangssleutels/nieuw/", second_factor.AddPasskey.as_view(), name="mfa_add_webauthn"
    ),
    path("tweede-stap/toegangssleutels/<int:pk>/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "tweede-stap/toegangssleutels/<int:pk>/weg/",
        second_factor.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
]
