from django.contrib.auth.password_validation import MinimumLengthValidator


class LengthValidator(MinimumLengthValidator):
    """Django's, with the message in Dutch: its translation lags behind the English text."""

    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort: neem minstens {self.min_length} tekens."
